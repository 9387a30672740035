import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type Clock, systemClock } from '@holdfast/base'
import type { GraphEmulator } from '@holdfast/graph-emulator'

/** Real milliseconds without a request under way after which everyone counts as waiting. */
const IDLE = 4

/**
 * The emulator's time for clients: it stands still while requests are under way, and jumps to the moment at which the
 * first sleeper wakes when there are none. Hours of waiting for a budget pass in seconds.
 */
export class IdleClock implements Clock, AsyncDisposable {
  readonly #emulator: GraphEmulator
  readonly #sleepers = new Set<{ due: number; wake: () => void }>()
  readonly #began = (): void => void this.#inFlight++
  readonly #ended = (): void => void this.#inFlight--
  readonly #pumping: Promise<void>
  #inFlight = 0
  #stopped = false

  constructor(emulator: GraphEmulator) {
    this.#emulator = emulator
    emulator.clock.freeze()
    subscribe('undici:request:create', this.#began)
    subscribe('undici:request:trailers', this.#ended)
    subscribe('undici:request:error', this.#ended)
    this.#pumping = this.#pump()
  }

  now(): number {
    return this.#emulator.clock.now()
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { due: this.now() + ms, wake: resolve }
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

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    await this.#pumping
    unsubscribe('undici:request:create', this.#began)
    unsubscribe('undici:request:trailers', this.#ended)
    unsubscribe('undici:request:error', this.#ended)
  }

  async #pump(): Promise<void> {
    while (!this.#stopped) {
      await systemClock.sleep(IDLE)
      if (this.#inFlight > 0 || this.#sleepers.size === 0) continue
      const due = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.due))
      if (due > this.now()) this.#emulator.clock.set(due)
      for (const sleeper of [...this.#sleepers]) if (sleeper.due <= this.now()) sleeper.wake()
    }
  }
}
