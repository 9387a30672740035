/** Seconds that are looked back on: a minute, and the second that has begun. */
const SECONDS = 61

/** What was taken in the last minute, counted by the second: the sum over any sixty seconds can be kept under a limit. */
export class MinuteWindow {
  readonly #taken = new Array<number>(SECONDS).fill(0)
  #sum = 0
  /** The second that was last looked at. */
  #second: number

  constructor(now: number) {
    this.#second = Math.floor(now / 1000)
  }

  taken(now: number): number {
    this.#forget(now)
    return this.#sum
  }

  take(units: number, now: number): void {
    this.#forget(now)
    const slot = this.#second % SECONDS
    this.#taken[slot] = (this.#taken[slot] as number) + units
    this.#sum += units
  }

  /** Milliseconds until `units` more stay within the limit; 0 when they do now. */
  wait(units: number, limit: number, now: number): number {
    this.#forget(now)
    let excess = this.#sum + units - limit
    if (excess <= 0) return 0
    for (let second = this.#second - SECONDS + 1; second <= this.#second; second++) {
      excess -= this.#taken[second % SECONDS] as number
      if (excess <= 0) return Math.max(1, (second + SECONDS) * 1000 - now)
    }
    // More than the limit at once: as soon as nothing else is in the way.
    return this.#sum > 0 ? Math.max(1, (this.#second + SECONDS) * 1000 - now) : 0
  }

  /** A clock that is set back changes nothing. */
  #forget(now: number): void {
    const second = Math.floor(now / 1000)
    for (let passed = 0; this.#second < second && passed < SECONDS; passed++) {
      const slot = ++this.#second % SECONDS
      this.#sum -= this.#taken[slot] as number
      this.#taken[slot] = 0
    }
    this.#second = Math.max(this.#second, second)
  }
}
