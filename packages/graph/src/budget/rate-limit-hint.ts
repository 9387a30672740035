/** Two answers of one minute round the seconds until its end differently. */
const SAME_MINUTE = 2_000

/**
 * What is left of Microsoft's minute, once it says so. Others may use the same application, and Microsoft's minute begins
 * when it likes: from then on the rest is spread over the rest of the minute, so that the limit is never met.
 */
export class RateLimitHint {
  #left = Number.POSITIVE_INFINITY
  /** When the count starts afresh, milliseconds since 1970. */
  #until = 0
  /** When the next of the spread-out requests is due. */
  #due = 0

  /** So many units must last for so long. Answers may overtake each other: of one minute the lowest count is the newest. */
  tell(units: number, ms: number, now: number): void {
    const until = now + ms
    if (this.#active(now) && Math.abs(until - this.#until) <= SAME_MINUTE) {
      this.#left = Math.min(this.#left, units)
      this.#until = Math.max(this.#until, until)
      return
    }
    this.#left = units
    this.#until = until
    this.#due = now
  }

  /** Takes units of what is left before an answer tells of them. */
  take(units: number, now: number): void {
    if (!this.#active(now) || units <= 0) return
    this.#due = Math.max(this.#due, now) + (units * (this.#until - now)) / Math.max(units, this.#left)
    this.#left -= units
  }

  /** Milliseconds until `units` more may be sent: at the pace of what is left, or (`hurry`) as long as anything is left. */
  wait(units: number, now: number, hurry = false): number {
    if (!this.#active(now) || units <= 0) return 0
    if (this.#left < units) return this.#until - now
    return hurry ? 0 : Math.max(0, Math.min(this.#until, this.#due) - now)
  }

  /** Units left of the minute that was told of; undefined when nothing was told, or that minute is over. */
  left(now: number): number | undefined {
    return this.#active(now) ? Math.max(0, this.#left) : undefined
  }

  #active(now: number): boolean {
    return now < this.#until
  }
}
