import { Schedule, type ScheduleSettings } from './schedule.ts'

const schedules = new WeakMap<ScheduleSettings, Schedule>()

function scheduleOf(settings: ScheduleSettings): Schedule {
  let schedule = schedules.get(settings)
  if (schedule === undefined) {
    schedule = new Schedule(settings)
    schedules.set(settings, schedule)
  }
  return schedule
}

/** The first slot of a drive after a moment. `settings` is the `backup` part of a profile's settings. */
export function nextSlot(settings: ScheduleSettings, onedriveId: string, after: Date): Date {
  return new Date(scheduleOf(settings).next(onedriveId, after.getTime()))
}

/** The latest slot of a drive at or before a moment: what a backup that begins then stands for. */
export function slotAt(settings: ScheduleSettings, onedriveId: string, moment: Date): Date {
  return new Date(scheduleOf(settings).at(onedriveId, moment.getTime()))
}

/** What names a scheduled backup: two runs with one key are the same run. */
export function runKey(onedriveId: string, slot: Date): string {
  return `${onedriveId}@${slot.toISOString()}`
}

/**
 * The first slot by another schedule: after `now`, and not closer to the last one that was run than the shorter of the
 * two intervals, so that a change never makes two runs of one. In milliseconds.
 */
export function slotAfterChange(
  { from, to }: { readonly from?: Schedule | undefined; readonly to: Schedule },
  onedriveId: string,
  { lastSlot, now }: { readonly lastSlot?: number | undefined; readonly now: number },
): number {
  if (lastSlot === undefined) return to.next(onedriveId, now)
  const apart = Math.min(from?.interval ?? to.interval, to.interval)
  return to.next(onedriveId, Math.max(now, lastSlot + apart - 1))
}
