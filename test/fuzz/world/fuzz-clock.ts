import { type Clock, systemClock } from '@holdfast/base'

/** Stands still but for what it is moved; whoever sleeps, sleeps in real time. */
export class FuzzClock implements Clock {
  #start = systemClock.now()
  #now = this.#start

  now(): number {
    return this.#now
  }

  advance(ms: number): void {
    this.#now += ms
  }

  /** From now on, `reset` comes back to this moment. */
  keep(): void {
    this.#start = this.#now
  }

  reset(): void {
    this.#now = this.#start
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal)
  }
}
