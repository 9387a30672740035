import { DAY } from '../schedule/zone.ts'

/** From the shortest to the longest. */
export const TIERS = ['daily', 'weekly', 'monthly', 'yearly'] as const

export type Tier = (typeof TIERS)[number]

/** The number of the day, week (Sunday first), month or year that a day (since 1970-01-01) lies in. */
export function unitOf(tier: Tier, day: number): number {
  if (tier === 'daily') return day
  // 1970-01-01 was a Thursday: four days after a Sunday.
  if (tier === 'weekly') return Math.floor((day + 4) / 7)
  const date = new Date(day * DAY)
  return tier === 'monthly' ? date.getUTCFullYear() * 12 + date.getUTCMonth() : date.getUTCFullYear()
}
