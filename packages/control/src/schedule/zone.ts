export const DAY = 86_400_000

interface OffsetSpan {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const EPOCH = new Temporal.PlainDate(1970, 1, 1)

/**
 * The calendar of a time zone. Days are numbered since 1970-01-01, as the calendar on the wall has them; instants are
 * milliseconds since the same day in UTC.
 */
export class Zone {
  readonly name: string
  /** Kept, because asking for the offset of each instant costs more than all else that is done with it. */
  readonly #spans: OffsetSpan[] = []

  /** Raises RangeError for a zone that does not exist. */
  constructor(name: string) {
    this.name = name
    this.#spanAt(0)
  }

  dayOf(instant: number): number {
    return Math.floor((instant + this.#spanAt(instant).offset) / DAY)
  }

  /** The first instant of a day, which is not midnight where the clock goes forward then. */
  startOf(day: number): number {
    return EPOCH.add({ days: day }).toZonedDateTime(this.name).epochMilliseconds
  }

  /** A time of day as an instant; `choice` is for one that the clock shows twice or passes over. */
  instantOf(day: number, time: string, choice: 'earlier' | 'later'): number {
    const { year, month, day: dayOfMonth } = EPOCH.add({ days: day })
    const [hour, minute] = time.split(':').map(Number)
    return Temporal.PlainDateTime.from({ year, month, day: dayOfMonth, hour: hour ?? 0, minute: minute ?? 0 }) //
      .toZonedDateTime(this.name, { disambiguation: choice }).epochMilliseconds
  }

  #spanAt(instant: number): OffsetSpan {
    const known = this.#spans.find(({ from, to }) => from <= instant && instant < to)
    if (known) return known
    const at = (moment: number) =>
      Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(this.name)
    const next = at(instant).getTimeZoneTransition('next')
    const previous = at(instant + 1).getTimeZoneTransition('previous')
    const span = {
      from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: at(instant).offsetNanoseconds / 1e6,
    }
    this.#spans.push(span)
    return span
  }
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Whether it is the IANA name of a time zone. */
export function isTimeZone(name: string): boolean {
  // Temporal takes offsets such as +02:00, too: they know nothing of summer time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
