import { type Clock, systemClock } from '@holdfast/base'

/** A clock that goes faster than the machine's: `speed` of its seconds pass in one. */
export class AcceleratedClock implements Clock {
  #speed: number
  #since: number
  #start: number

  /** Beginning with a moment of the machine's time that stood for `start`: another process can go on with the same time. */
  constructor(options: { readonly speed?: number; readonly since?: number; readonly start?: number } = {}) {
    this.#speed = options.speed ?? 1
    this.#since = options.since ?? systemClock.now()
    this.#start = options.start ?? this.#since
  }

  now(): number {
    return this.#start + (systemClock.now() - this.#since) * this.#speed
  }

  get speed(): number {
    return this.#speed
  }

  /** From now on; it never jumps. */
  set speed(speed: number) {
    this.#start = this.now()
    this.#since = systemClock.now()
    this.#speed = speed
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await systemClock.sleep(ms / this.#speed, signal)
  }
}
