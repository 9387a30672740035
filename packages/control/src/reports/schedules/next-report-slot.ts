import { controlErrors } from '../../errors.ts'
import { weekdayOf, Zone } from '../../schedule/zone.ts'
import type { Rhythm } from './report-schedule.ts'

/** Two months and a day: every rhythm has a slot within. */
const SEARCHED_DAYS = 63

const EPOCH = new Temporal.PlainDate(1970, 1, 1)

export interface ReportTimes {
  readonly rhythm: Rhythm
  readonly time: string
  readonly timeZone: string
}

/** When a report is sent next after an instant. A time that the clock passes over is the one after it. */
export function nextReportSlot({ rhythm, time, timeZone }: ReportTimes, after: Date): Date {
  const zone = new Zone(timeZone)
  const today = zone.dayOf(after.getTime())
  for (let day = today; day <= today + SEARCHED_DAYS; day++) {
    if (!isOn(rhythm, day)) continue
    const slot = zone.instantOf(day, time, 'later')
    if (slot > after.getTime()) return new Date(slot)
  }
  throw controlErrors.HF_INVALID({ reason: 'rhythm: no day is ever like that' })
}

function isOn(rhythm: Rhythm, number: number): boolean {
  if (rhythm.every === 'day') return true
  if (rhythm.every === 'week') return weekdayOf(number) === rhythm.weekday
  const { day, daysInMonth } = EPOCH.add({ days: number })
  return day === Math.min(rhythm.day, daysInMonth)
}
