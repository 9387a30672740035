import type { Random } from '@holdfast/base'

/** Choices from a generator: the same generator and the same calls give the same choices. */
export class Draw {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#random.fraction() * (high - low + 1))
  }

  fraction(): number {
    return this.#random.fraction()
  }

  /** One of the list; the list must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T
  }

  /** `count` different ones of the list, in random order; all when there are fewer. */
  sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list]
    const taken: T[] = []
    while (taken.length < count && rest.length > 0)
      taken.push(...rest.splice(this.between(0, rest.length - 1), 1))
    return taken
  }

  bytes(length: number): Buffer {
    return this.#random.bytes(length)
  }
}
