import type { RetentionReason, RetentionSettings } from '../../src/index.ts'

/** A day of the calendar, as `yyyy-mm-dd`, of the time zone. */
function dateIn(timeZone: string, instant: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return format.format(instant)
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)
}

function sundayOf(date: string): string {
  return daysBefore(date, new Date(date).getUTCDay())
}

function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 0] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7)
}

/**
 * Retention as one would do it with a paper calendar: text dates, every snapshot compared with every other. `taken` is
 * in order; the answer tells for each whether it stays, and why.
 */
export function slowRetention(
  taken: readonly Date[],
  { keepDays, tiers }: RetentionSettings,
  now: Date,
  timeZone: string,
): { expired: boolean; reason: RetentionReason }[] {
  const dates = taken.map((instant) => dateIn(timeZone, instant))
  const today = dateIn(timeZone, now)
  const weekOf = (n: number) => sundayOf(dates[n] ?? '')
  const monthOf = (n: number) => (dates[n] ?? '').slice(0, 7)
  const yearOf = (n: number) => (dates[n] ?? '').slice(0, 4)
  const before = (n: number) => taken.slice(0, n).map((_, m) => m)
  const isWeekly = (n: number) => before(n).every((m) => weekOf(m) !== weekOf(n))
  const isMonthly = (n: number) =>
    isWeekly(n) && before(n).every((m) => !isWeekly(m) || monthOf(m) !== monthOf(n))
  const isYearly = (n: number) =>
    isMonthly(n) && before(n).every((m) => !isMonthly(m) || yearOf(m) !== yearOf(n))
  return dates.map((date, n) => {
    if (n === taken.length - 1) return { expired: false, reason: 'newest' }
    if (date < daysBefore(today, keepDays)) return { expired: true, reason: 'too-old' }
    if (tiers === null) return { expired: false, reason: 'young-enough' }
    const { dailyDays, weeklyWeeks, monthlyMonths, yearlyYears } = tiers
    const firstYear = String(Number(today.slice(0, 4)) - yearlyYears)
    if (yearlyYears && isYearly(n) && yearOf(n) >= firstYear) return { expired: false, reason: 'yearly' }
    if (monthlyMonths && isMonthly(n) && monthOf(n) >= monthsBefore(today, monthlyMonths)) {
      return { expired: false, reason: 'monthly' }
    }
    if (weeklyWeeks && isWeekly(n) && weekOf(n) >= daysBefore(sundayOf(today), 7 * weeklyWeeks)) {
      return { expired: false, reason: 'weekly' }
    }
    if (dailyDays && date >= daysBefore(today, dailyDays)) return { expired: false, reason: 'daily' }
    return { expired: true, reason: 'in-no-tier' }
  })
}
