import { type Random, seededRandom } from '@holdfast/base'

/** Choices that a seed repeats. */
export class Dice {
  readonly #random: Random

  constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  chance(probability: number): boolean {
    return this.#random.fraction() < probability
  }

  /** Both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#random.fraction() * (most - least + 1))
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to pick from')
    return items[this.int(0, items.length - 1)] as T
  }

  bytes(length: number): Buffer {
    return this.#random.bytes(length)
  }

  uuid(): string {
    const hex = this.#random.bytes(16).toString('hex')
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
    return [...parts, hex.slice(20)].join('-')
  }
}
