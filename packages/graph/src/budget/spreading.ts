/** Spreads what is left over the time for which it must last, so that the limit is never met. */
export class Spreading {
  #until = 0
  #msPerUnit = 0
  #nextAt = 0

  /** So many units must last for so long. A later word replaces an earlier one. */
  spread(units: number, ms: number, now: number): void {
    this.#until = now + ms
    this.#msPerUnit = ms / Math.max(1, units)
    this.#nextAt = Math.max(now, Math.min(this.#nextAt, this.#until))
  }

  /** Milliseconds until the next request. */
  wait(now: number): number {
    return now >= this.#until ? 0 : Math.max(0, this.#nextAt - now)
  }

  take(units: number, now: number): void {
    if (now < this.#until) this.#nextAt = Math.max(now, this.#nextAt) + units * this.#msPerUnit
  }
}
