import type { BudgetReading } from './request-budget.ts'

export interface Work {
  readonly files: number
  readonly bytes: number
  /** Items whose sharing is asked for (default none known). */
  readonly sharedItems?: number
}

export interface Pace extends Pick<BudgetReading, 'unitsPerMinute' | 'unitsPerDay' | 'restoreShare'> {
  /** Units left of these 24 hours, the restores' share among them. */
  readonly dayLeft: number
  /** Until when nothing may be sent, milliseconds since 1970. */
  readonly pausedUntil?: number
  /** What the line bears (default: what one tenant gives out, 400 GB an hour). */
  readonly bytesPerSecond?: number
}

export interface Forecast {
  /** Request units that the work takes. */
  readonly units: number
  readonly seconds: number
  /** When it is complete at the earliest, milliseconds since 1970. */
  readonly at: number
  /** What takes longest. */
  readonly limit: 'minute' | 'day' | 'bytes'
}

/** A download for each file; fifty share a unit of the listing, with room for the drive's own. */
const UNITS_PER_FILE = 1.02
const UNITS_PER_SHARED_ITEM = 5
const TENANT_BYTES_PER_SECOND = 400e9 / 3600
const MINUTE = 60
const DAY = 86_400

/**
 * When a first backup of so much is complete at the earliest, by the units that a backup may use and by the bytes that
 * have to come: both flow at the same time, the slower one decides.
 */
export function forecastCompletion(
  { files, bytes, sharedItems = 0 }: Work,
  pace: Pace,
  now: number,
): Forecast {
  const { unitsPerMinute, unitsPerDay, restoreShare, dayLeft, pausedUntil = 0 } = pace
  const units = Math.ceil(files * UNITS_PER_FILE + sharedItems * UNITS_PER_SHARED_ITEM)
  // A sixth of the minute is what a backup and a restore compete for at any moment (see RequestBudget).
  const byMinute = (units / (unitsPerMinute * (1 - restoreShare / 6))) * MINUTE
  const leftToday = Math.max(0, dayLeft - unitsPerDay * restoreShare)
  // What was used comes back within the day: the rest of the work takes as many days as it has days' units in it.
  const byDay = (Math.max(0, units - leftToday) / (unitsPerDay * (1 - restoreShare))) * DAY
  const byBytes = bytes / (pace.bytesPerSecond ?? TENANT_BYTES_PER_SECOND)
  const longest = Math.max(byMinute, byDay, byBytes)
  const seconds = longest + Math.max(0, pausedUntil - now) / 1000
  return {
    units,
    seconds,
    at: now + seconds * 1000,
    limit: longest === byBytes && byBytes > 0 ? 'bytes' : byDay > byMinute ? 'day' : 'minute',
  }
}
