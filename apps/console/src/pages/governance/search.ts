import { oneOf, onlyOurs, type Raw, textIn } from '../../parts/search-values.ts'

/** By what data can be grouped. */
export const GROUPINGS = [
  'source',
  'storage',
  'region',
  'profile',
  'fileType',
  'sizeClass',
  'ageClass',
] as const

export type Grouping = (typeof GROUPINGS)[number]

/** Data by source, as an address says it. */
export interface GovernanceSearch {
  /** Without one, by source. */
  readonly by?: Grouping
  /** The group whose people are shown; may be empty: of those that have no storage yet. */
  readonly key?: string
}

export function governanceSearchOf(raw: Raw): GovernanceSearch {
  return onlyOurs({ by: oneOf(raw.by, GROUPINGS.slice(1)), key: raw.key === '' ? '' : textIn(raw.key) })
}
