import { type Clock, systemClock } from '@holdfast/base'

interface Sleeper {
  readonly due: number
  /** Aborted when the sleeper was woken early, to end its real timer. */
  readonly stop: AbortSignal
  wake(): void
}

/**
 * The emulator's time. It runs with the real clock and can be moved forward, set or frozen, so that expiry,
 * retention and daily budgets can be tested in seconds. Sleepers whose time comes by a move are woken at once.
 */
export class VirtualClock implements Clock {
  readonly #real: Clock
  /** Virtual minus real time in milliseconds, while running. */
  #offset = 0
  #frozenAt: number | undefined
  readonly #sleepers = new Set<Sleeper>()

  constructor(real: Clock = systemClock) {
    this.#real = real
  }

  now(): number {
    return this.#frozenAt ?? this.#real.now() + this.#offset
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined
  }

  /** Moves the time by `ms` milliseconds (never backwards). */
  advance(ms: number): void {
    this.set(this.now() + Math.max(0, ms))
  }

  /** Sets the time to `ms` milliseconds since 1970-01-01 UTC; backwards is allowed, and wakes nobody. */
  set(ms: number): void {
    if (this.#frozenAt === undefined) this.#offset = ms - this.#real.now()
    else this.#frozenAt = ms
    for (const sleeper of [...this.#sleepers]) if (sleeper.due <= ms) sleeper.wake()
  }

  /** Stops the time where it is (or at `ms`); it then moves by `advance` and `set` only. */
  freeze(ms?: number): void {
    this.#frozenAt = this.now()
    if (ms !== undefined) this.set(ms)
  }

  /** Lets the time run on from where it stands. */
  resume(): void {
    if (this.#frozenAt === undefined) return
    this.#offset = this.#frozenAt - this.#real.now()
    this.#frozenAt = undefined
    // Whoever went to sleep in frozen time has no timer yet.
    for (const sleeper of [...this.#sleepers]) this.#arm(sleeper)
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (ms <= 0) return
    const stop = new AbortController()
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper)
        stop.abort()
        reject(signal?.reason)
      }
      const sleeper: Sleeper = {
        due: this.now() + ms,
        stop: stop.signal,
        wake: () => {
          this.#sleepers.delete(sleeper)
          signal?.removeEventListener('abort', onAbort)
          stop.abort()
          resolve()
        },
      }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', onAbort, { once: true })
      if (!this.frozen) this.#arm(sleeper)
    })
  }

  #arm(sleeper: Sleeper): void {
    const wait = async (): Promise<void> => {
      while (!this.frozen && this.#sleepers.has(sleeper)) {
        const left = sleeper.due - this.now()
        if (left <= 0) return sleeper.wake()
        await this.#real.sleep(left, sleeper.stop)
      }
    }
    // Ends by an abort when the sleeper was woken early.
    wait().catch(() => undefined)
  }
}
