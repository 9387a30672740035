/**
 * What was taken in the last minute, or day, counted by the second, or hour: the sum over any such time can be kept under
 * a limit. One slot more than the time has: the one that has begun.
 */
export class SlidingWindow {
  readonly #slotMs: number
  readonly #taken: number[]
  #sum = 0
  /** The slot that was last looked at, counted from 1970. */
  #slot: number

  /**
   * @param slots slots in the time that is looked back on
   * @param slotMs milliseconds of each
   */
  constructor(slots: number, slotMs: number, now: number) {
    this.#slotMs = slotMs
    this.#taken = new Array<number>(slots + 1).fill(0)
    this.#slot = Math.floor(now / slotMs)
  }

  taken(now: number): number {
    this.#forget(now)
    return this.#sum
  }

  take(units: number, now: number): void {
    this.#forget(now)
    this.#add(this.#slot, units)
  }

  /** Notes what was taken in an earlier slot; one that is too old, or still to come, counts for nothing. */
  recall(slot: number, units: number, now: number): void {
    this.#forget(now)
    if (slot <= this.#slot && slot > this.#slot - this.#taken.length) this.#add(slot, units)
  }

  /** Milliseconds until `units` more stay within the limit; 0 when they do now. */
  wait(units: number, limit: number, now: number): number {
    this.#forget(now)
    const slots = this.#taken.length
    let excess = this.#sum + units - limit
    if (excess <= 0) return 0
    for (let slot = this.#slot - slots + 1; slot <= this.#slot; slot++) {
      excess -= this.#taken[slot % slots] as number
      if (excess <= 0) return Math.max(1, (slot + slots) * this.#slotMs - now)
    }
    // More than the limit at once: as soon as nothing else is in the way.
    return this.#sum > 0 ? Math.max(1, (this.#slot + slots) * this.#slotMs - now) : 0
  }

  #add(slot: number, units: number): void {
    const at = slot % this.#taken.length
    this.#taken[at] = (this.#taken[at] as number) + units
    this.#sum += units
  }

  /** A clock that is set back changes nothing. */
  #forget(now: number): void {
    const current = Math.floor(now / this.#slotMs)
    for (let passed = 0; this.#slot < current && passed < this.#taken.length; passed++) {
      const at = ++this.#slot % this.#taken.length
      this.#sum -= this.#taken[at] as number
      this.#taken[at] = 0
    }
    this.#slot = Math.max(this.#slot, current)
  }
}
