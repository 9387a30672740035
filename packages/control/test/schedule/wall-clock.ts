import type { Blackout } from '../../src/index.ts'

const formats = new Map<string, Intl.DateTimeFormat>()
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** What the clock on the wall shows, by another library than the code uses. */
export function wallClock(instant: number, timeZone: string): { weekday: number; time: string } {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return {
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

/** Whether the wall clock shows a time of the blackout. */
export function isBlackedOut({ from, to, days }: Blackout, instant: number, timeZone: string): boolean {
  const { weekday, time } = wallClock(instant, timeZone)
  const on = (day: number) => days.length === 0 || days.includes(day)
  if (from < to) return on(weekday) && from <= time && time < to
  return (on(weekday) && time >= from) || (on((weekday + 6) % 7) && time < to)
}
