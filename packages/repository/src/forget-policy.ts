import type { Snapshot } from './format/snapshot.ts'

/** Which snapshots to keep: restic's rules. Each counts snapshots, newest first. */
export interface ForgetPolicy {
  readonly keepLast?: number
  readonly keepHourly?: number
  readonly keepDaily?: number
  readonly keepWeekly?: number
  readonly keepMonthly?: number
  readonly keepYearly?: number
  /** All younger than this many milliseconds before the newest one of the group. */
  readonly keepWithin?: number
  /** All that carry one of these tags. */
  readonly keepTags?: readonly string[]
}

export interface ForgetDecision {
  readonly snapshot: Snapshot
  readonly keep: boolean
  /** Why it is kept, for instance `daily`; empty when it goes. */
  readonly reasons: readonly string[]
}

/**
 * Decides by group (same host and paths), as restic does. The newest snapshot of a group is always kept: whatever the
 * policy, it must not leave a source without any backup. A policy without any rule keeps everything.
 *
 * @param timeZone IANA name; days, weeks and months are those of this zone (default UTC)
 */
export function applyForgetPolicy(
  snapshots: readonly Snapshot[],
  policy: ForgetPolicy,
  { timeZone = 'UTC' }: { timeZone?: string } = {},
): ForgetDecision[] {
  if (isEmpty(policy)) return snapshots.map((snapshot) => ({ snapshot, keep: true, reasons: ['no rule'] }))
  const groups = Map.groupBy(snapshots, (snapshot) =>
    JSON.stringify([snapshot.hostname, [...snapshot.paths].sort()]),
  )
  return [...groups.values()].flatMap((group) => decide(group, policy, timeZone))
}

function isEmpty({ keepTags = [], ...counts }: ForgetPolicy): boolean {
  return keepTags.length === 0 && Object.values(counts).every((count) => !count)
}

interface Bucket {
  readonly reason: string
  left: number
  last: string | undefined
  readonly key: (parts: CalendarParts, snapshot: Snapshot) => string
}

function decide(group: readonly Snapshot[], policy: ForgetPolicy, timeZone: string): ForgetDecision[] {
  const newestFirst = [...group].sort((a, b) => Date.parse(b.time) - Date.parse(a.time))
  const newest = Date.parse(newestFirst[0]?.time ?? '')
  const buckets: Bucket[] = [
    bucket('last', policy.keepLast, (_, { id }) => id),
    bucket('hourly', policy.keepHourly, (at) => `${at.day} ${at.hour}`),
    bucket('daily', policy.keepDaily, (at) => at.day),
    bucket('weekly', policy.keepWeekly, (at) => at.week),
    bucket('monthly', policy.keepMonthly, (at) => at.day.slice(0, 7)),
    bucket('yearly', policy.keepYearly, (at) => at.day.slice(0, 4)),
  ]
  return newestFirst.map((snapshot, position) => {
    const at = calendar(snapshot.time, timeZone)
    const reasons = buckets.filter((entry) => takes(entry, at, snapshot)).map((entry) => entry.reason)
    if (policy.keepWithin !== undefined && newest - Date.parse(snapshot.time) <= policy.keepWithin)
      reasons.push('within')
    if (policy.keepTags?.some((tag) => snapshot.tags?.includes(tag))) reasons.push('tag')
    if (position === 0 && reasons.length === 0) reasons.push('newest')
    return { snapshot, keep: reasons.length > 0, reasons }
  })
}

function bucket(reason: string, count: number | undefined, key: Bucket['key']): Bucket {
  return { reason, left: count ?? 0, last: undefined, key }
}

/** Keeps the newest snapshot of each period, until the count is used up. */
function takes(entry: Bucket, at: CalendarParts, snapshot: Snapshot): boolean {
  const key = entry.key(at, snapshot)
  if (entry.left <= 0 || key === entry.last) return false
  entry.left--
  entry.last = key
  return true
}

interface CalendarParts {
  /** `2026-11-23`. */
  readonly day: string
  readonly hour: string
  /** The Monday of the ISO week, as a day. */
  readonly week: string
}

function calendar(time: string, timeZone: string): CalendarParts {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(time))
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? ''
  const day = `${part('year')}-${part('month')}-${part('day')}`
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return { day, hour: part('hour'), week: date.toISOString().slice(0, 10) }
}
