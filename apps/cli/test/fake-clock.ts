import type { Clock } from '@holdfast/base'

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 2, 9, 7, 15, 42)
  #sleepers: { due: number; wake: () => void }[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { due: this.#now + ms, wake: resolve }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal.reason)
      })
    })
  }

  get sleeping(): number {
    return this.#sleepers.length
  }

  /** Moves on by `ms`, waking every sleeper at its own time, those who sleep again too. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const next = this.#sleepers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0]
      if (!next) break
      this.#now = next.due
      this.#sleepers = this.#sleepers.filter((other) => other !== next)
      next.wake()
      // Lets the woken one run up to its next sleep.
      for (let i = 0; i < 5; i++) await Promise.resolve()
    }
    this.#now = until
  }
}
