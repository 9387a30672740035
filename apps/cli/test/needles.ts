const STRIDE = 8
const WORD = 4
const FILTER = 1 << 16

/**
 * Looks for many short texts at once, in one pass that looks at four bytes of every eight: whatever is longer than ten
 * bytes has such four, at one of eight places in it. `includes` would take a pass for each.
 */
export class Needles {
  /** The longest one's. */
  readonly length: number
  /** By four of their bytes: the needle, and where in it they are. */
  readonly #byWord = new Map<number, { readonly needle: Buffer; readonly offset: number }[]>()
  readonly #mayBe = new Uint8Array(FILTER)

  /** @param needles each of 11 bytes at least */
  constructor(needles: readonly Buffer[]) {
    this.length = Math.max(...needles.map(({ length }) => length))
    for (const needle of needles)
      for (let offset = 0; offset < STRIDE; offset++) {
        const word = needle.readInt32LE(offset)
        this.#mayBe[slot(word)] = 1
        this.#byWord.set(word, [...(this.#byWord.get(word) ?? []), { needle, offset }])
      }
  }

  /** Those that lie in it. */
  in(bytes: Buffer): Set<Buffer> {
    const found = new Set<Buffer>()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at + WORD <= bytes.length; at += STRIDE) {
      const word = view.getInt32(at, true)
      if (this.#mayBe[slot(word)] === 0) continue
      for (const { needle, offset } of this.#byWord.get(word) ?? []) {
        const from = at - offset
        if (from >= 0 && needle.equals(bytes.subarray(from, from + needle.length))) found.add(needle)
      }
    }
    return found
  }
}

function slot(word: number): number {
  return (word ^ (word >>> 16)) & (FILTER - 1)
}
