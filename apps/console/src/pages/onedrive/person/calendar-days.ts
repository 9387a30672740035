/** A day of the viewer's calendar: `2026-11-29`. */
export type Day = string
/** A month of it: `2026-11`. */
export type Month = string

export function dayOf(date: Date): Day {
  const part = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`
}

/** Its first moment. */
export function dateOf(day: Day): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

export function plusDays(day: Day, days: number): Day {
  const date = dateOf(day)
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days))
}

export function plusMonths(month: Month, months: number): Month {
  const date = dateOf(`${month}-01`)
  return monthOf(dayOf(new Date(date.getFullYear(), date.getMonth() + months, 1)))
}

/** The same day of another month, or its last where it has no such day. */
export function dayInMonth(day: Day, month: Month): Day {
  const last = plusDays(`${plusMonths(month, 1)}-01`, -1)
  const same = `${month}-${day.slice(8)}`
  return same > last ? last : same
}

/** Weeks that show a whole month. `first` is the day that weeks begin with: 0 is Sunday. */
export function weeksOf(month: Month, first: number): readonly (readonly Day[])[] {
  const begin = `${month}-01`
  const before = (dateOf(begin).getDay() - first + 7) % 7
  const end = plusDays(`${plusMonths(month, 1)}-01`, -1)
  const weeks: Day[][] = []
  for (let day = plusDays(begin, -before); day <= end; day = plusDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, i) => plusDays(day, i)))
  return weeks
}

/** With which day weeks begin where the viewer lives: 0 is Sunday. */
export function firstWeekday(locale: string): number {
  const place: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(locale)
  return (place.getWeekInfo?.().firstDay ?? 1) % 7
}
