export interface Weekday {
  /** 0 is Sunday, as the server counts. */
  readonly day: number
  readonly name: string
}

/** A Sunday. */
const FIRST = Date.UTC(2023, 0, 1)
const DAY = 86_400_000

/** The days of the week by name, Monday first. */
export function weekdaysOf(language: string): readonly Weekday[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, name: format.format(new Date(FIRST + day * DAY)) }))
}
