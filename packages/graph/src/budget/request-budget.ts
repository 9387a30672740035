import { type Clock, systemClock } from '@holdfast/base'
import { unlessAborted } from '../unless-aborted.ts'
import { AdaptiveLimit, type AdaptiveLimitOptions, type EndCall } from './adaptive-limit.ts'
import { bandFor, type LicenceBand } from './licence-bands.ts'
import { type OffPeak, OffPeakHours } from './off-peak.ts'
import { RateLimitHint } from './rate-limit-hint.ts'
import { type Purpose, type RequestKind, UNITS } from './request-kinds.ts'
import { SlidingWindow } from './sliding-window.ts'
import { TokenBucket } from './token-bucket.ts'
import type { UnitsByHour, Usage } from './usage.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Timers cannot run for weeks, and off-peak hours may begin meanwhile: longer waits are slept piece by piece. */
const LONGEST_SLEEP = 15 * MINUTE

export interface BudgetOptions {
  /** Licences of the tenant: they decide the band (default: the smallest). */
  readonly licences?: number
  /** Share of the band that is used (default 0.8). */
  readonly share?: number
  /** Part of that share which only restores may use (default 0.2). */
  readonly restoreShare?: number
  /** Hours with a larger share (default: none). */
  readonly offPeak?: OffPeak
  /** Calls in flight at the same time. */
  readonly concurrency?: AdaptiveLimitOptions
  /** Ask for permission to send without any limit: tests and benchmarks. Pauses that Microsoft asks for are still kept. */
  readonly unlimited?: boolean
  readonly clock?: Clock
}

/** How much may still be asked of Microsoft. */
export interface BudgetReading {
  /** What Microsoft grants the application in this tenant. */
  readonly band: Pick<LicenceBand, 'unitsPerMinute' | 'unitsPerDay'>
  /** Our share of the band as of now. */
  readonly unitsPerMinute: number
  readonly unitsPerDay: number
  readonly minuteLeft: number
  /** Of any 24 hours. */
  readonly dayLeft: number
  /** By this process, in the last sixty seconds. */
  readonly usedLastMinute: number
  /** In the last 24 hours, by all processes that this one knows of. */
  readonly usedLastDay: number
  /** Part of all this that is kept for restores. */
  readonly restoreShare: number
  /** Whether the larger share of the off-peak hours holds now. */
  readonly offPeak: boolean
  /** Until when nothing may be sent, milliseconds since 1970; 0 when nothing is in the way. */
  readonly pausedUntil: number
}

/**
 * The requests that one application may make in one tenant, shared by everyone who makes them: a bucket and a window for
 * the minute, a window for the day, and a gate. One answer "too many requests" closes the gate for all until the time it names.
 */
export class RequestBudget {
  readonly #clock: Clock
  readonly #unlimited: boolean
  readonly #band: LicenceBand
  readonly #usualShare: number
  readonly #offPeak: OffPeakHours | undefined
  #share: number
  readonly #minute: TokenBucket
  /** A bucket that was full gives its sixth on top of what comes in: no minute may hold both. */
  readonly #lastMinute: SlidingWindow
  readonly #lastDay: SlidingWindow
  readonly #hint = new RateLimitHint()
  readonly #calls: AdaptiveLimit
  readonly #takenByHour = new Map<number, number>()
  readonly #reserve: number
  #pausedUntil = 0
  /** Grants are given one after another, in the order in which they were asked for. */
  #turn: Record<Purpose, Promise<void>> = { backup: Promise.resolve(), restore: Promise.resolve() }

  constructor(options: BudgetOptions = {}) {
    const { licences = 0, share = 0.8, restoreShare = 0.2, unlimited = false, clock = systemClock } = options
    this.#band = bandFor(licences)
    this.#usualShare = share
    this.#offPeak = options.offPeak && new OffPeakHours(options.offPeak)
    this.#share = this.#shareAt(clock.now())
    this.#clock = clock
    this.#unlimited = unlimited
    // The bucket of the minute holds a sixth of it: a burst longer than ten seconds would trip Microsoft's own window.
    this.#minute = new TokenBucket(this.#unitsPerMinute / 6, MINUTE / 6, clock.now())
    this.#lastMinute = new SlidingWindow(60, SECOND, clock.now())
    this.#lastDay = new SlidingWindow(24, HOUR, clock.now())
    this.#calls = new AdaptiveLimit(options.concurrency)
    this.#reserve = restoreShare
  }

  /** Waits until a request of this kind may be sent, and takes its units. */
  async acquire(kind: RequestKind, purpose: Purpose = 'backup', signal?: AbortSignal): Promise<void> {
    if (this.#unlimited && this.#wait(UNITS[kind], purpose, this.#clock.now()) <= 0) {
      this.#hint.take(UNITS[kind], this.#clock.now())
      return
    }
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

  /**
   * As `acquire`, and waits until one call more may be in flight. The caller says how it ended, as soon as the answer
   * begins: what reads the rest of it may take its time.
   */
  async begin(kind: RequestKind, purpose: Purpose = 'backup', signal?: AbortSignal): Promise<EndCall> {
    await this.acquire(kind, purpose, signal)
    if (this.#unlimited) return () => {}
    const end = await this.#calls.begin(purpose, signal)
    try {
      // The gate may have been closed while others were in flight.
      await this.#untilOpen(signal)
    } catch (error) {
      end('unclear')
      throw error
    }
    return end
  }

  /** Calls that may be in flight at the same time as of now. */
  get callsAtOnce(): number {
    return this.#calls.limit
  }

  /** Closes the gate for everyone. A shorter pause never shortens a longer one. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms)
  }

  /** Microsoft's own word of what is left: that much is spread over the time, before it has to say "too many". */
  slowDown(unitsLeft: number, ms: number): void {
    if (unitsLeft <= 0) this.pause(ms)
    else this.#hint.tell(unitsLeft, ms, this.#clock.now())
  }

  read(): BudgetReading {
    const now = this.#clock.now()
    this.#adjust(now)
    const { unitsPerMinute, unitsPerDay } = this.#band
    return {
      band: { unitsPerMinute, unitsPerDay },
      unitsPerMinute: this.#unitsPerMinute,
      unitsPerDay: this.#unitsPerDay,
      minuteLeft: Math.max(
        0,
        Math.floor(
          Math.min(
            this.#minute.level(now),
            this.#unitsPerMinute - this.#lastMinute.taken(now),
            this.#hint.left(now) ?? Number.POSITIVE_INFINITY,
          ),
        ),
      ),
      dayLeft: Math.max(0, Math.floor(this.#unitsPerDay - this.#lastDay.taken(now))),
      usedLastMinute: this.#lastMinute.taken(now),
      usedLastDay: this.#lastDay.taken(now),
      restoreShare: this.#reserve,
      offPeak: this.#offPeak?.is(now) ?? false,
      pausedUntil: this.#pausedUntil > now ? this.#pausedUntil : 0,
    }
  }

  /** Seconds that so many more units take at least. */
  forecast(units: number): number {
    const now = this.#clock.now()
    this.#adjust(now)
    const byMinute = Math.max(0, units - this.#minute.level(now)) / (this.#unitsPerMinute / 60)
    const byDay = Math.max(0, units - this.read().dayLeft) / (this.#unitsPerDay / 86_400)
    return Math.max(byMinute, byDay)
  }

  /** What was taken through this budget and not given out by an earlier call: for a file that outlives the process. */
  drainTaken(): UnitsByHour {
    const taken = new Map(this.#takenByHour)
    this.#takenByHour.clear()
    return taken
  }

  /** What was drained could not be kept: it is drained again. */
  giveBackTaken(taken: UnitsByHour): void {
    for (const [hour, units] of taken) this.#noteTaken(hour, units)
  }

  /** Units that others took (or an earlier process), and a pause that they were asked for. */
  recall({ units, pausedUntil }: Usage): void {
    for (const [hour, count] of units) this.#lastDay.recall(hour, count, this.#clock.now())
    this.#pausedUntil = Math.max(this.#pausedUntil, pausedUntil)
  }

  async #untilOpen(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const wait = this.#pausedUntil - this.#clock.now()
      if (wait <= 0) return
      await this.#clock.sleep(Math.min(wait, LONGEST_SLEEP), signal)
    }
  }

  async #waitFor(units: number, purpose: Purpose, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const wait = this.#wait(units, purpose, this.#clock.now())
      if (wait <= 0) break
      await this.#clock.sleep(Math.min(wait, LONGEST_SLEEP), signal)
    }
    const now = this.#clock.now()
    this.#hint.take(units, now)
    if (this.#unlimited) return
    this.#minute.take(units, now)
    this.#lastMinute.take(units, now)
    this.#lastDay.take(units, now)
    this.#noteTaken(Math.floor(now / HOUR), units)
  }

  get #unitsPerMinute(): number {
    return this.#band.unitsPerMinute * this.#share
  }

  get #unitsPerDay(): number {
    return this.#band.unitsPerDay * this.#share
  }

  #shareAt(now: number): number {
    return this.#offPeak?.share(this.#usualShare, now) ?? this.#usualShare
  }

  /** Off-peak hours begin and end. */
  #adjust(now: number): void {
    const share = this.#shareAt(now)
    if (share === this.#share) return
    this.#share = share
    this.#minute.resize(this.#unitsPerMinute / 6, now)
  }

  #noteTaken(hour: number, units: number): void {
    if (units > 0) this.#takenByHour.set(hour, (this.#takenByHour.get(hour) ?? 0) + units)
  }

  /** Milliseconds; the gate and Microsoft's own word count always. */
  #wait(units: number, purpose: Purpose, now: number): number {
    const gate = this.#pausedUntil - now
    if (gate > 0) return gate
    // Who waits for a restore is not held up to spare what a backup would use up later.
    const hint = this.#hint.wait(units, now, purpose === 'restore')
    return this.#unlimited ? hint : Math.max(hint, this.#bucketWait(units, purpose, now))
  }

  /** A backup leaves the restores' share in all of them. */
  #bucketWait(units: number, purpose: Purpose, now: number): number {
    this.#adjust(now)
    const spare = purpose === 'backup' ? this.#reserve : 0
    const minuteSpare = (this.#unitsPerMinute / 6) * spare
    return Math.max(
      this.#minute.wait(units + minuteSpare, now),
      this.#lastMinute.wait(units, this.#unitsPerMinute - minuteSpare, now),
      this.#lastDay.wait(units, this.#unitsPerDay * (1 - spare), now),
    )
  }
}
