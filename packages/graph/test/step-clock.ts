import { setImmediate } from 'node:timers/promises'
import type { Clock } from '@holdfast/base'

/** Turns of the event loop without anything under way after which everyone counts as asleep. */
const QUIET_TURNS = 20

export interface StepClockOptions {
  /** Whether something is under way outside the clock: time stands still until it is not. */
  readonly busy?: () => boolean
  /** Told of each step. */
  readonly onStep?: (now: number) => void
}

/** A clock whose time stands still until everyone sleeps; then it is the time at which the first one wakes. */
export class StepClock implements Clock {
  readonly #options: StepClockOptions
  #time = Date.parse('2026-01-01T00:00:00Z')
  readonly #sleepers = new Set<{ at: number; wake: () => void }>()

  constructor(options: StepClockOptions = {}) {
    this.#options = options
  }

  now(): number {
    return this.#time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { at: this.#time + ms, wake: resolve }
    const stop = (): void => reject(signal?.reason)
    this.#sleepers.add(sleeper)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      await promise
    } finally {
      this.#sleepers.delete(sleeper)
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Lets time pass until `done` is settled. */
  async run<T>(done: Promise<T>): Promise<T> {
    let settled = false
    const watch = done.then(
      () => {
        settled = true
      },
      () => {
        settled = true
      },
    )
    const { busy, onStep } = this.#options
    for (let quiet = 0; ; ) {
      await setImmediate()
      if (settled) break
      quiet = busy?.() ? 0 : quiet + 1
      if (busy && quiet < QUIET_TURNS) continue
      quiet = 0
      const first = [...this.#sleepers].sort((a, b) => a.at - b.at)[0]
      if (!first) throw new Error('everyone waits for something that never comes')
      this.#time = Math.max(this.#time, first.at)
      onStep?.(this.#time)
      for (const sleeper of this.#sleepers) if (sleeper.at <= this.#time) sleeper.wake()
    }
    await watch
    return await done
  }
}
