import type { RetentionSettings } from '../profiles/profile-settings.ts'
import { Zone } from '../schedule/zone.ts'
import { TIERS, type Tier, unitOf } from './tiers.ts'

export interface RetainedSnapshot {
  readonly id: string
  readonly takenAt: Date
}

/** Why a snapshot stays or goes, in the words of the settings. */
export type RetentionReason =
  /** The newest stays, whatever its age. */
  | 'newest'
  /** Without tiers: not as old as `keepDays`. */
  | 'young-enough'
  /** The tier that keeps it longest. */
  | Tier
  /** Older than `keepDays`. */
  | 'too-old'
  /** Not the one that a tier keeps, or older than the tier reaches. */
  | 'in-no-tier'

export interface RetentionDecision<Snapshot extends RetainedSnapshot = RetainedSnapshot> {
  readonly snapshot: Snapshot
  readonly expired: boolean
  readonly reason: RetentionReason
}

/**
 * Decides about the snapshots of one drive, given in any order; the decisions are from the oldest to the newest.
 * Days, weeks (Sunday first), months and years are those of the time zone's calendar. "For N days" reaches N whole
 * days back from today, and likewise for weeks, months and years, so that nothing goes before its time is over; 0 keeps
 * none. The day tier keeps all snapshots, the week tier the oldest of each week, the month tier the oldest of these in
 * each month, the year tier the oldest of those in each year. The longest tier wins.
 */
export function decideRetention<Snapshot extends RetainedSnapshot>(
  snapshots: readonly Snapshot[],
  retention: RetentionSettings,
  now: Date,
  timeZone: string | Zone = 'UTC',
): RetentionDecision<Snapshot>[] {
  const zone = typeof timeZone === 'string' ? new Zone(timeZone) : timeZone
  const order = snapshots.toSorted(
    (a, b) => a.takenAt.getTime() - b.takenAt.getTime() || (a.id < b.id ? -1 : 1),
  )
  const days = order.map(({ takenAt }) => zone.dayOf(takenAt.getTime()))
  const today = zone.dayOf(now.getTime())
  const kept = retention.tiers ? keptByTier(days, retention.tiers, today) : undefined
  return order.map((snapshot, index) => {
    if (index === order.length - 1) return { snapshot, expired: false, reason: 'newest' }
    if (today - (days[index] as number) > retention.keepDays) {
      return { snapshot, expired: true, reason: 'too-old' }
    }
    if (kept === undefined) return { snapshot, expired: false, reason: 'young-enough' }
    const tier = kept.get(index)
    return { snapshot, expired: tier === undefined, reason: tier ?? 'in-no-tier' }
  })
}

/** The snapshots that retention no longer keeps, oldest first. */
export function expired<Snapshot extends RetainedSnapshot>(
  snapshots: readonly Snapshot[],
  retention: RetentionSettings,
  now: Date,
  timeZone: string | Zone = 'UTC',
): RetentionDecision<Snapshot>[] {
  return decideRetention(snapshots, retention, now, timeZone).filter((decision) => decision.expired)
}

/** Which snapshots (by their place in the order) a tier keeps; of several tiers the longest. */
function keptByTier(
  days: readonly number[],
  tiers: NonNullable<RetentionSettings['tiers']>,
  today: number,
): Map<number, Tier> {
  const kept = new Map<number, Tier>()
  let points = days.map((_, index) => index)
  for (const tier of TIERS) {
    const unit = (index: number) => unitOf(tier, days[index] as number)
    if (tier !== 'daily') points = firstOfEach(points, unit)
    const reach = tiers[REACH[tier]]
    const oldest = unitOf(tier, today) - reach
    if (reach > 0) for (const index of points) if (unit(index) >= oldest) kept.set(index, tier)
  }
  return kept
}

const REACH = {
  daily: 'dailyDays',
  weekly: 'weeklyWeeks',
  monthly: 'monthlyMonths',
  yearly: 'yearlyYears',
} as const satisfies Record<Tier, keyof NonNullable<RetentionSettings['tiers']>>

function firstOfEach(points: readonly number[], unit: (index: number) => number): number[] {
  return points.filter((index, place) => place === 0 || unit(points[place - 1] as number) !== unit(index))
}
