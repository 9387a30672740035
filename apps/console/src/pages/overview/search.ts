import { idIn, onlyOurs, type Raw } from '../../parts/search-values.ts'

/** How far back the growth is shown. */
export const DAYS = [30, 90, 365] as const

export type Days = (typeof DAYS)[number]

/** The overview as an address says it. */
export interface OverviewSearch {
  readonly days?: Days
}

export function overviewSearchOf(raw: Raw): OverviewSearch {
  return onlyOurs({ days: DAYS.find((each) => each === raw.days) })
}

/** Late backups, as an address says it. */
export interface LateSearch {
  /** Of this profile alone. */
  readonly profileId?: string
}

export function lateSearchOf(raw: Raw): LateSearch {
  return onlyOurs({ profileId: idIn(raw.profileId) })
}
