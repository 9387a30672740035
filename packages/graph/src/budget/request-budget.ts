import { type Clock, systemClock } from '@holdfast/base'
import { unlessAborted } from '../unless-aborted.ts'
import { bandFor } from './licence-bands.ts'
import { MinuteWindow } from './minute-window.ts'
import { type Purpose, type RequestKind, UNITS } from './request-kinds.ts'
import { TokenBucket } from './token-bucket.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Timers cannot run for weeks: longer waits are slept piece by piece. */
const LONGEST_SLEEP = 60 * MINUTE

export interface BudgetOptions {
  /** Licences of the tenant: they decide the band (default: the smallest). */
  readonly licences?: number
  /** Share of the band that is used (default 0.8). */
  readonly share?: number
  /** Part of that share which only restores may use (default 0.2). */
  readonly restoreShare?: number
  /** Ask for permission to send without any limit: tests and benchmarks. Pauses that Microsoft asks for are still kept. */
  readonly unlimited?: boolean
  readonly clock?: Clock
}

/** How much may still be asked of Microsoft. */
export interface BudgetReading {
  readonly unitsPerMinute: number
  readonly unitsPerDay: number
  readonly minuteLeft: number
  readonly dayLeft: number
  /** Until when nothing may be sent, milliseconds since 1970; 0 when nothing is in the way. */
  readonly pausedUntil: number
}

/**
 * The requests that one application may make in one tenant, shared by everyone who makes them: a bucket and a window for
 * the minute, a bucket for the day, and a gate. One answer "too many requests" closes the gate for all until the time it names.
 */
export class RequestBudget {
  readonly #clock: Clock
  readonly #unlimited: boolean
  readonly #unitsPerMinute: number
  readonly #unitsPerDay: number
  readonly #minute: TokenBucket
  readonly #day: TokenBucket
  readonly #window: MinuteWindow
  readonly #reserve: number
  #pausedUntil = 0
  /** Grants are given one after another, in the order in which they were asked for. */
  #turn: Record<Purpose, Promise<void>> = { backup: Promise.resolve(), restore: Promise.resolve() }

  constructor(options: BudgetOptions = {}) {
    const { licences = 0, share = 0.8, restoreShare = 0.2, unlimited = false, clock = systemClock } = options
    const band = bandFor(licences)
    this.#clock = clock
    this.#unlimited = unlimited
    this.#unitsPerMinute = band.unitsPerMinute * share
    this.#unitsPerDay = band.unitsPerDay * share
    // The bucket of the minute holds a sixth of it: a burst longer than ten seconds would trip Microsoft's own window.
    this.#minute = new TokenBucket(this.#unitsPerMinute / 6, MINUTE / 6, clock.now())
    this.#day = new TokenBucket(this.#unitsPerDay, DAY, clock.now())
    // A bucket that was full gives its sixth on top of what comes in: no minute may hold both.
    this.#window = new MinuteWindow(clock.now())
    this.#reserve = restoreShare
  }

  /** Waits until a request of this kind may be sent, and takes its units. */
  async acquire(kind: RequestKind, purpose: Purpose = 'backup', signal?: AbortSignal): Promise<void> {
    if (this.#unlimited && this.#pausedUntil <= this.#clock.now()) return
    const before = this.#turn[purpose]
    const mine = Promise.withResolvers<void>()
    this.#turn[purpose] = mine.promise
    try {
      await unlessAborted(before, signal)
      await this.#waitFor(UNITS[kind], purpose, signal)
    } finally {
      // Whoever leaves the row early does not let the next one pass those before.
      void before.then(mine.resolve)
    }
  }

  /** Closes the gate for everyone. A shorter pause never shortens a longer one. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms)
  }

  read(): BudgetReading {
    const now = this.#clock.now()
    return {
      unitsPerMinute: this.#unitsPerMinute,
      unitsPerDay: this.#unitsPerDay,
      minuteLeft: Math.max(
        0,
        Math.floor(Math.min(this.#minute.level(now), this.#unitsPerMinute - this.#window.taken(now))),
      ),
      dayLeft: Math.floor(this.#day.level(now)),
      pausedUntil: this.#pausedUntil > now ? this.#pausedUntil : 0,
    }
  }

  /** Seconds that so many more units take at least. */
  forecast(units: number): number {
    const now = this.#clock.now()
    const byMinute = Math.max(0, units - this.#minute.level(now)) / (this.#unitsPerMinute / 60)
    const byDay = Math.max(0, units - this.#day.level(now)) / (this.#unitsPerDay / 86_400)
    return Math.max(byMinute, byDay)
  }

  async #waitFor(units: number, purpose: Purpose, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const now = this.#clock.now()
      const gate = this.#pausedUntil - now
      const wait = gate > 0 ? gate : this.#unlimited ? 0 : this.#bucketWait(units, purpose, now)
      if (wait <= 0) break
      await this.#clock.sleep(Math.min(wait, LONGEST_SLEEP), signal)
    }
    if (this.#unlimited) return
    const now = this.#clock.now()
    this.#minute.take(units, now)
    this.#day.take(units, now)
    this.#window.take(units, now)
  }

  /** A backup leaves the restores' share in all of them. */
  #bucketWait(units: number, purpose: Purpose, now: number): number {
    const spare = purpose === 'backup' ? this.#reserve : 0
    const minuteSpare = (this.#unitsPerMinute / 6) * spare
    return Math.max(
      this.#minute.wait(units + minuteSpare, now),
      this.#window.wait(units, this.#unitsPerMinute - minuteSpare, now),
      this.#day.wait(units + this.#unitsPerDay * spare, now),
    )
  }
}
