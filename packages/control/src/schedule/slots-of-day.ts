import type { FreeDay, FreeTime } from './free-time.ts'
import { DAY } from './zone.ts'

/** From here up a frequency means a number of backups a day or week; below, a distance between two. */
const NUMBERED = 6 * 3_600_000

/** A blackout of whole days that leaves any time in a week is over by then. */
const BLACK_DAYS = 7

/**
 * A drive's slots in one day (as `free` counts days) with a blackout, in order.
 *
 * A number of backups a day stays that number: the slots of the even schedule are pressed together into what the
 * blackout leaves of their day, and so drives stay spread evenly over the free time. A day that is all black has no
 * slot; what is due less than daily moves on to the next day with free time, one at most.
 *
 * Hourly or more often says how far apart backups are: the count starts anew after each blackout, every drive at its
 * own distance, and never comes closer.
 */
export function blackoutSlots(free: FreeTime, interval: number, phase: number, day: number): number[] {
  if (interval < NUMBERED) return countedAnew(free, interval, phase, day)
  const today = free.day(day)
  if (today.free.length === 0) return []
  const slots = evenSlots(today, interval, phase).map((slot) => pressedInto(today, shareOf(today, slot)))
  if (interval <= DAY || slots.length > 0) return slots
  for (let back = 1; back <= BLACK_DAYS; back++) {
    const before = free.day(day - back)
    if (before.free.length > 0) return []
    const moved = evenSlots(before, interval, phase)[0]
    if (moved !== undefined) return [pressedInto(today, shareOf(before, moved))]
  }
  return []
}

function countedAnew(free: FreeTime, interval: number, phase: number, day: number): number[] {
  const share = (phase % interval) / interval
  return free.day(day).free.flatMap((span) => {
    const stretch = free.stretchOf(day, span)
    const first = stretch.start + wholeSeconds(share * Math.min(interval, stretch.end - stretch.start))
    const slots: number[] = []
    const skipped = Math.max(0, Math.ceil((span.start - first) / interval))
    for (let slot = first + skipped * interval; slot < span.end; slot += interval) slots.push(slot)
    return slots
  })
}

/** Slots of the schedule without blackout in a day. */
function evenSlots({ start, end }: FreeDay, interval: number, phase: number): number[] {
  const slots: number[] = []
  const first = phase + Math.ceil((start - phase) / interval) * interval
  for (let slot = first; slot < end; slot += interval) slots.push(slot)
  return slots
}

/** How much of the day has passed, 0 up to 1. */
function shareOf({ start, end }: FreeDay, instant: number): number {
  return (instant - start) / (end - start)
}

/** The instant at which such a share of the day's free time has passed. */
function pressedInto({ free }: FreeDay, share: number): number {
  const whole = free.reduce((sum, { start, end }) => sum + end - start, 0)
  let left = wholeSeconds(share * whole)
  for (const { start, end } of free) {
    if (left < end - start) return start + left
    left -= end - start
  }
  throw new RangeError('a share of a day is less than one')
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
