import { dayIn, idIn, oneOf, type Raw, withoutNothing } from '../../../parts/search-values.ts'

export const TABS = ['details', 'backups', 'restore', 'activity'] as const

export type PersonTab = (typeof TABS)[number]

/** The page of a person as an address says it. */
export interface PersonSearch {
  /** The details where nothing is said. */
  readonly tab?: PersonTab
  /** Whose snapshots are shown: `2026-11-29`, or of the whole month `2026-11`. */
  readonly day?: string
  readonly month?: string
  /** The job whose log is open. */
  readonly job?: string
}

export function personSearchOf(raw: Raw): PersonSearch {
  const month = typeof raw.month === 'string' ? dayIn(`${raw.month}-01`)?.slice(0, 7) : undefined
  return withoutNothing({
    tab: oneOf(raw.tab, TABS.slice(1)),
    day: dayIn(raw.day),
    month,
    job: idIn(raw.job),
  })
}
