/** How often a drive is backed up. The name says it; `minutes` between two slots is what counts. */
export const FREQUENCIES = {
  weekly: 7 * 24 * 60,
  'every-3-days': 3 * 24 * 60,
  'every-2-days': 2 * 24 * 60,
  daily: 24 * 60,
  'twice-a-day': 12 * 60,
  'three-times-a-day': 8 * 60,
  'four-times-a-day': 6 * 60,
  hourly: 60,
  'every-10-minutes': 10,
} as const

export type Frequency = keyof typeof FREQUENCIES

/** Milliseconds between two slots of a frequency. */
export function intervalOf(frequency: Frequency): number {
  return FREQUENCIES[frequency] * 60_000
}
