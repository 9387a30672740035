/**
 * QuickXorHash, the only content hash that OneDrive for Business keeps (Microsoft's description:
 * OneDrive/onedrive-api-docs, docs/code-snippets/quickxorhash.md). Not cryptographic: it finds transfer damage.
 *
 * Input byte i is XORed into a 160-bit state at bit (11·i) mod 160, round the end. Since 11·160 mod 160 = 0 the
 * pattern repeats after 160 bytes, so the input is XORed word by word into a plain buffer whose length is a multiple
 * of 160, and that buffer is folded into the state once, at the end.
 */
const PERIOD = 160
const WORDS = (PERIOD * 4) / 4

/** A hash under way, as it can be written down: how many bytes went in, and their state (160 bytes, base64). */
export interface QuickXorState {
  readonly length: number
  readonly state: string
}

export class QuickXorHash {
  readonly #bytes = new Uint8Array(WORDS * 4)
  readonly #words = new Uint32Array(this.#bytes.buffer)
  #length: number

  /** @param offset where in the content the first byte lies, for a hash of a part that is merged into another one */
  constructor(offset = 0) {
    this.#length = offset
  }

  /** Goes on where another hash stood. */
  static from({ length, state }: QuickXorState): QuickXorHash {
    const hash = new QuickXorHash(length)
    hash.#bytes.set(Buffer.from(state, 'base64').subarray(0, PERIOD))
    return hash
  }

  /** Bytes that went in. */
  get length(): number {
    return this.#length
  }

  get state(): QuickXorState {
    return { length: this.#length, state: Buffer.from(this.part()).toString('base64') }
  }

  /** The state of what went in so far, 160 bytes, for `merge`. */
  part(): Uint8Array {
    const folded = this.#bytes.slice(0, PERIOD)
    for (let at = PERIOD; at < this.#bytes.length; at++) {
      folded[at % PERIOD] = (folded[at % PERIOD] as number) ^ (this.#bytes[at] as number)
    }
    return folded
  }

  /** Adds the next `length` bytes by their `part`, hashed elsewhere from this very offset. */
  merge(part: Uint8Array, length: number): this {
    for (let at = 0; at < PERIOD; at++) {
      this.#bytes[at] = (this.#bytes[at] as number) ^ (part[at] as number)
    }
    this.#length += length
    return this
  }

  /** Adds the next bytes of the content. */
  update(data: Uint8Array): this {
    const size = this.#bytes.length
    let at = this.#length % size
    let i = 0
    const end = data.length
    this.#length += end
    // Bytes up to a word boundary of the buffer.
    while (i < end && at % 4 !== 0) {
      this.#bytes[at] = (this.#bytes[at] as number) ^ (data[i++] as number)
      at = (at + 1) % size
    }
    if ((data.byteOffset + i) % 4 === 0) {
      i = this.#xorWords(new Uint32Array(data.buffer, data.byteOffset + i, (end - i) >>> 2), at, i)
    } else if (end - i >= 4) {
      // Words must be aligned: a copy of the rest costs far less than going byte by byte.
      const copy = new Uint8Array(data.subarray(i, i + ((end - i) & ~3)))
      i = this.#xorWords(new Uint32Array(copy.buffer, copy.byteOffset, copy.length >>> 2), at, i)
    }
    for (at = (this.#length - (end - i)) % size; i < end; i++, at = (at + 1) % size) {
      this.#bytes[at] = (this.#bytes[at] as number) ^ (data[i] as number)
    }
    return this
  }

  /** The hash as base64 (28 characters), as Microsoft Graph writes it. */
  digest(): string {
    const state = new Uint8Array(20)
    // Beyond the length of a short content there is nothing but zeros.
    const filled = Math.min(this.#length, this.#bytes.length)
    for (let j = 0; j < filled; j++) {
      const bit = (11 * j) % PERIOD
      const shifted = (this.#bytes[j] as number) << (bit % 8)
      const cell = bit >>> 3
      state[cell] = (state[cell] as number) ^ (shifted & 0xff)
      const next = (cell + 1) % 20
      state[next] = (state[next] as number) ^ (shifted >>> 8)
    }
    const length = new DataView(new ArrayBuffer(8))
    length.setBigUint64(0, BigInt(this.#length), true)
    for (let i = 0; i < 8; i++) state[12 + i] = (state[12 + i] as number) ^ length.getUint8(i)
    return Buffer.from(state).toString('base64')
  }

  #xorWords(source: Uint32Array, at: number, i: number): number {
    const words = this.#words
    let to = at >>> 2
    for (let from = 0; from < source.length; ) {
      const run = Math.min(source.length - from, WORDS - to)
      for (const stop = from + run; from < stop; from++, to++) {
        words[to] = (words[to] as number) ^ (source[from] as number)
      }
      if (to === WORDS) to = 0
    }
    return i + source.length * 4
  }
}

/** The QuickXorHash of one buffer. */
export function quickXorHash(data: Uint8Array): string {
  return new QuickXorHash().update(data).digest()
}
