import type { Schedule } from '../schedule/schedule.ts'

/** Of an interval: what a backup may take from its slot to its end before it counts as late. */
const TOLERANCE = 0.1

/**
 * When the next backup of a drive must have ended for its profile's promise to be kept: one interval after the last one, or
 * at the first slot after a blackout, and a tenth of an interval later. Times are milliseconds since 1970.
 */
export function recoveryDeadline(schedule: Schedule, onedriveId: string, lastSuccess: number): number {
  const { interval } = schedule
  const due = Math.max(lastSuccess + interval, schedule.next(onedriveId, lastSuccess))
  return due + interval * TOLERANCE
}
