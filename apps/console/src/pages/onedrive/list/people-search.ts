import { idIn, oneOf, type Raw, textIn, withoutNothing } from '../../../parts/search-values.ts'

export const STATUSES = ['success', 'errors', 'failed', 'never'] as const
export const APP_STATES = ['enabled', 'disabled', 'deleted'] as const
export const PERSON_STATES = ['active', 'preserved', 'deleted'] as const
export const SORTS = ['name', 'lastSuccess', 'bytes', 'status', 'error'] as const

export type PeopleSort = (typeof SORTS)[number]

/** What the list is limited to: as the API takes it. */
export interface PeopleFilter {
  readonly search?: string
  readonly status?: (typeof STATUSES)[number]
  readonly app?: (typeof APP_STATES)[number]
  readonly profileId?: string
  readonly state?: (typeof PERSON_STATES)[number]
}

/** The list as an address says it. */
export interface PeopleSearch extends PeopleFilter {
  readonly sort?: PeopleSort
  readonly order?: 'descending'
}

export function peopleSearchOf(raw: Raw): PeopleSearch {
  return withoutNothing({
    search: textIn(raw.search, 256),
    status: oneOf(raw.status, STATUSES),
    app: oneOf(raw.app, APP_STATES),
    profileId: idIn(raw.profileId),
    state: oneOf(raw.state, PERSON_STATES),
    sort: oneOf(raw.sort, SORTS.slice(1)),
    order: oneOf(raw.order, ['descending']),
  })
}

export function filterOf({ sort: _, order: __, ...filter }: PeopleSearch): PeopleFilter {
  return filter
}
