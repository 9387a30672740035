/** When an organisation sleeps, more of its band may be used. */
export interface OffPeak {
  /** Share of the band in these hours. */
  readonly share: number
  /** Hours of the day, from … to (not included), 0 to 24; over midnight where `to` is the smaller one. */
  readonly hours: readonly [from: number, to: number]
  /** IANA name of the organisation's time zone. */
  readonly timeZone: string
  /** Saturday and Sunday count as a whole (default true). */
  readonly weekends?: boolean
}

/** No time zone changes its hour between two quarters of an hour. */
const QUARTER = 15 * 60_000

/** Tells whether it is off-peak. Raises a RangeError for what is no share, hour or time zone. */
export class OffPeakHours {
  readonly #options: OffPeak
  readonly #format: Intl.DateTimeFormat
  #quarter = Number.NaN
  #isOffPeak = false

  constructor(options: OffPeak) {
    const { share, hours, timeZone } = options
    if (!(share > 0 && share <= 1)) throw new RangeError(`${share} is no share of a band`)
    for (const hour of hours)
      if (!Number.isInteger(hour) || hour < 0 || hour > 24)
        throw new RangeError(`${hour} is no hour of a day`)
    this.#options = options
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      hour: 'numeric',
      weekday: 'short',
    })
  }

  /** The share that holds now: the usual one, or the one of these hours where that is larger. */
  share(usual: number, now: number): number {
    return this.is(now) ? Math.max(usual, this.#options.share) : usual
  }

  is(now: number): boolean {
    const quarter = Math.floor(now / QUARTER)
    if (quarter !== this.#quarter) {
      this.#quarter = quarter
      this.#isOffPeak = this.#look(quarter * QUARTER)
    }
    return this.#isOffPeak
  }

  #look(time: number): boolean {
    const { hours, weekends = true } = this.#options
    const parts = Object.fromEntries(this.#format.formatToParts(time).map(({ type, value }) => [type, value]))
    if (weekends && (parts.weekday === 'Sat' || parts.weekday === 'Sun')) return true
    const hour = Number(parts.hour)
    const [from, to] = hours
    return from <= to ? hour >= from && hour < to : hour >= from || hour < to
  }
}
