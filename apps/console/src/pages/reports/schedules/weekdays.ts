/** A Sunday. */
const FIRST = new Date(Date.UTC(2023, 0, 1)).getTime()
const DAY = 86_400_000

/** The name of a day of the week; 0 is Sunday. */
export function weekdayName(weekday: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return format.format(new Date(FIRST + weekday * DAY))
}

/** Monday first, as work weeks go. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const
