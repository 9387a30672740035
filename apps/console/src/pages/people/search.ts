export const TABS = ['people', 'rules', 'sync'] as const
export type Tab = (typeof TABS)[number]

export const STATES = ['active', 'preserved', 'deleted'] as const
export type State = (typeof STATES)[number]

/** What the address of the page says: which part is open, and whom the list shows. */
export interface PeopleSearch {
  readonly tab?: Tab
  readonly search?: string
  readonly state?: State
  readonly profileId?: string
  readonly add?: true
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What does not hold is left out. */
export function searchOf(given: Record<string, unknown>): PeopleSearch {
  const { tab, search, state, profileId, add } = given
  const text = typeof search === 'number' ? String(search) : search
  return {
    ...(TABS.includes(tab as Tab) && tab !== 'people' && { tab: tab as Tab }),
    ...(typeof text === 'string' && text !== '' && { search: text.slice(0, 256) }),
    ...(STATES.includes(state as State) && { state: state as State }),
    ...(typeof profileId === 'string' && ID.test(profileId) && { profileId }),
    ...(add === true && { add }),
  }
}
