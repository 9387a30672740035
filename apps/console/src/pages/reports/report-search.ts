const CHOICES = {
  status: ['failed', 'errors', 'never', 'success'],
  app: ['enabled', 'disabled', 'deleted'],
  seat: ['active', 'preserved'],
  kind: ['encrypted', 'deleted', 'modified', 'created'],
} as const

export type ChoiceFilter = keyof typeof CHOICES

export const DAYS = [30, 90, 365] as const

/** The filters of a report, as they stand in its address. */
export interface ReportFilter {
  readonly search?: string
  readonly profileId?: string
  readonly status?: (typeof CHOICES)['status'][number]
  readonly app?: (typeof CHOICES)['app'][number]
  readonly seat?: (typeof CHOICES)['seat'][number]
  readonly kind?: (typeof CHOICES)['kind'][number]
  readonly days?: number
}

export interface ReportSearch extends ReportFilter {
  readonly sort?: string
  readonly order?: 'ascending' | 'descending'
  /** Whether the form for a schedule is open. */
  readonly schedule?: 'new'
}

/** What an address says of a report; what cannot be is left out. */
export function reportSearch(given: Record<string, unknown>): ReportSearch {
  const { search, profileId, days, sort, order, schedule } = given
  const choices = Object.entries(CHOICES).flatMap(([name, values]) => {
    const value = given[name]
    return typeof value === 'string' && (values as readonly string[]).includes(value) ? [[name, value]] : []
  })
  return {
    ...Object.fromEntries(choices),
    ...((typeof search === 'string' || typeof search === 'number') &&
      search !== '' && { search: String(search) }),
    ...(typeof profileId === 'string' && /^[0-9a-f-]{36}$/.test(profileId) && { profileId }),
    ...(typeof days === 'number' && Number.isInteger(days) && days > 0 && days <= 3_660 && { days }),
    ...(typeof sort === 'string' && { sort }),
    ...((order === 'ascending' || order === 'descending') && { order }),
    ...(schedule === 'new' && { schedule }),
  }
}

/** The part of it that narrows the rows. */
export function filterOf({ sort: _, order: __, schedule: ___, ...filter }: ReportSearch): ReportFilter {
  return filter
}

export function choicesOf(filter: ChoiceFilter): readonly string[] {
  return CHOICES[filter]
}

/** Which filters a report has. */
export const FILTERS = {
  'last-backup-status': ['search', 'profileId', 'status', 'app'],
  'missed-backups': ['search', 'profileId', 'status'],
  'storage-growth': ['profileId', 'days'],
  licences: ['search', 'profileId', 'seat', 'app'],
  'preserved-people': ['search', 'profileId'],
  'unusual-activity': ['search', 'profileId', 'kind'],
} as const satisfies Readonly<Record<string, readonly (keyof ReportFilter)[]>>
