import { type Clock, systemClock } from '@holdfast/base'

/** Holds all who send to one rate together, as the egress ceiling of a tenant does. Works in real time. */
export class Pacer {
  readonly #rate: number
  readonly #clock: Clock
  #free = 0

  /** `rate` in bytes a second. */
  constructor(rate: number, clock: Clock = systemClock) {
    this.#rate = rate
    this.#clock = clock
  }

  /** Waits until so many more bytes may be sent. */
  async take(bytes: number, signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now()
    // At most 20 ms of unused rate is carried over, so that pauses do not turn into bursts.
    this.#free = Math.max(this.#free, now - 20) + (bytes / this.#rate) * 1000
    if (this.#free > now + 1) await this.#clock.sleep(this.#free - now, signal)
  }
}
