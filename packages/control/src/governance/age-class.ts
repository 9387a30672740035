const DAY = 24 * 60 * 60 * 1_000
const YEAR = 365 * DAY

/** Youngest first, each with the age in milliseconds from which on a file belongs to the next one. */
const BOUNDS = [
  ['under-30-days', 30 * DAY],
  ['30-to-90-days', 90 * DAY],
  ['90-days-to-1-year', YEAR],
  ['1-to-3-years', 3 * YEAR],
  ['3-to-7-years', 7 * YEAR],
  ['over-7-years', Number.POSITIVE_INFINITY],
] as const

export type AgeClass = (typeof BOUNDS)[number][0]

export const AGE_CLASSES: readonly AgeClass[] = BOUNDS.map(([name]) => name)

/**
 * The class of a file by the time since it was last changed. Times are milliseconds since 1970; one that lies ahead counts as
 * now.
 */
export function ageClassOf(modified: number, now: number): AgeClass {
  const age = now - modified
  return BOUNDS.find(([, below]) => age < below)?.[0] ?? 'over-7-years'
}
