import { seededRandom } from '@holdfast/base'

const BASE_SIZE = 4 * 1024 * 1024
/** Every so many bytes a stamp of seed and position makes the content unlike any other. */
const STAMP_EVERY = 64 * 1024

let base: Buffer | undefined

/**
 * Incompressible content of any length that is not held anywhere: one random block over and over, with stamps. Nearly as
 * fast as copying memory.
 */
export class GeneratedBytes {
  readonly #seed: number
  readonly #base: Buffer

  constructor(seed: number) {
    base ??= seededRandom(0x686f6c64).bytes(BASE_SIZE)
    this.#base = base
    this.#seed = seed
  }

  range(start: number, end: number): Buffer {
    const out = Buffer.allocUnsafeSlow(end - start)
    const shift = (this.#seed * 4099) % BASE_SIZE
    for (let at = 0; at < out.length; ) {
      const from = (start + at + shift) % BASE_SIZE
      at += this.#base.copy(out, at, from, Math.min(BASE_SIZE, from + out.length - at))
    }
    const stamp = Buffer.alloc(16)
    for (let at = Math.floor(start / STAMP_EVERY) * STAMP_EVERY; at < end; at += STAMP_EVERY) {
      stamp.writeDoubleLE(this.#seed, 0)
      stamp.writeDoubleLE(at, 8)
      const skip = Math.max(0, start - at)
      if (skip < stamp.length) stamp.copy(out, at + skip - start, skip, Math.min(16, end - at))
    }
    return out
  }
}
