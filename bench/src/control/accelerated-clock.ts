import { type Clock, systemClock } from '@holdfast/base'

/** A clock that goes faster than the machine's: `speed` of its seconds pass in one. */
export class AcceleratedClock implements Clock {
  #speed = 1
  #since = systemClock.now()
  #then = this.#since

  now(): number {
    return this.#then + (systemClock.now() - this.#since) * this.#speed
  }

  get speed(): number {
    return this.#speed
  }

  /** From now on; it never jumps. */
  set speed(speed: number) {
    this.#then = this.now()
    this.#since = systemClock.now()
    this.#speed = speed
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await systemClock.sleep(ms / this.#speed, signal)
  }
}
