/** Units that come in at a steady rate and can be saved up to a limit. */
export class TokenBucket {
  readonly #period: number
  #capacity: number
  #level: number
  #at: number

  /** @param period milliseconds in which the whole capacity comes in */
  constructor(capacity: number, period: number, now: number, level = capacity) {
    this.#capacity = capacity
    this.#period = period
    this.#level = level
    this.#at = now
  }

  /** From now on another capacity comes in within the period. */
  resize(capacity: number, now: number): void {
    this.#level = Math.min(this.level(now), capacity)
    this.#capacity = capacity
  }

  level(now: number): number {
    const gained = (Math.max(0, now - this.#at) * this.#capacity) / this.#period
    this.#level = Math.min(this.#capacity, this.#level + gained)
    this.#at = Math.max(this.#at, now)
    return this.#level
  }

  take(units: number, now: number): void {
    this.#level = this.level(now) - units
  }

  /** Milliseconds until the level is `units` or more; 0 when it is. */
  wait(units: number, now: number): number {
    const lacking = Math.min(units, this.#capacity) - this.level(now)
    return lacking <= 0 ? 0 : Math.ceil((lacking * this.#period) / this.#capacity)
  }
}
