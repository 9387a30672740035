import type { Blackout } from './blackout.ts'
import { weekdayOf, type Zone } from './zone.ts'

/** From an instant up to another, without that one. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface FreeDay extends Span {
  /** What the blackout leaves of the day, in order; empty spans are left out. */
  readonly free: readonly Span[]
}

const CACHED_DAYS = 100

/** The time in which backups may begin: all that a blackout leaves, day by day of a time zone. */
export class FreeTime {
  readonly #zone: Zone
  readonly #blackout: Blackout
  readonly #days = new Map<number, FreeDay>()

  constructor(zone: Zone, blackout: Blackout) {
    this.#zone = zone
    this.#blackout = blackout
  }

  dayOf(instant: number): number {
    return this.#zone.dayOf(instant)
  }

  day(day: number): FreeDay {
    let found = this.#days.get(day)
    if (found === undefined) {
      if (this.#days.size >= CACHED_DAYS) this.#days.clear()
      found = this.#compute(day)
      this.#days.set(day, found)
    }
    return found
  }

  has(instant: number): boolean {
    return this.day(this.dayOf(instant)).free.some(({ start, end }) => start <= instant && instant < end)
  }

  /** The whole stretch without blackout that a span of a day belongs to, over midnights. */
  stretchOf(day: number, span: Span): Span {
    return {
      start: this.#follow(day, span, -1).start,
      end: this.#follow(day, span, 1).end,
    }
  }

  #follow(day: number, span: Span, step: -1 | 1): Span {
    // A stretch without end would need a blackout that never begins; the calendar has one at least each week.
    for (let distance = 0, reached = span; ; distance++) {
      const { start, end } = this.day(day + step * distance)
      if ((step === 1 ? reached.end !== end : reached.start !== start) || distance > 8) return reached
      const beyond = this.day(day + step * (distance + 1)).free.at(step === 1 ? 0 : -1)
      if (beyond === undefined || (step === 1 ? beyond.start !== end : beyond.end !== start)) return reached
      reached = beyond
    }
  }

  #compute(day: number): FreeDay {
    const [start, end] = [this.#zone.startOf(day), this.#zone.startOf(day + 1)]
    let free: Span[] = [{ start, end }]
    for (const begins of [day - 1, day]) {
      if (this.#beginsOn(begins)) free = without(free, this.#window(begins))
    }
    return { start, end, free }
  }

  #beginsOn(day: number): boolean {
    const { days } = this.#blackout
    return days.length === 0 || days.includes(weekdayOf(day))
  }

  /** Where the clock shows a time twice or not at all, the longer blackout is the safe one. */
  #window(day: number): Span {
    const { from, to } = this.#blackout
    return {
      start: this.#zone.instantOf(day, from, 'earlier'),
      end: this.#zone.instantOf(from < to ? day : day + 1, to, 'later'),
    }
  }
}

function without(spans: readonly Span[], taken: Span): Span[] {
  return spans
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, taken.start) },
      { start: Math.max(start, taken.end), end },
    ])
    .filter(({ start, end }) => start < end)
}
