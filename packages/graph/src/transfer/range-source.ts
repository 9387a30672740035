/** Reads a content piece by piece, in order where possible: a jump opens it anew at the place wanted. */
export class RangeSource {
  readonly #open: (offset: number) => AsyncIterable<Uint8Array>
  #iterator: AsyncIterator<Uint8Array> | undefined
  #rest: Uint8Array = new Uint8Array(0)
  #at = 0

  constructor(open: (offset: number) => AsyncIterable<Uint8Array>) {
    this.#open = open
  }

  /** Up to `length` bytes from `offset`; fewer only at the end of the content. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (!this.#iterator || offset !== this.#at) {
      await this.close()
      this.#iterator = this.#open(offset)[Symbol.asyncIterator]()
      this.#at = offset
    }
    const out = Buffer.allocUnsafeSlow(length)
    let filled = 0
    while (filled < length) {
      if (this.#rest.length === 0) {
        const next = await this.#iterator.next()
        if (next.done) break
        this.#rest = next.value
      }
      const taken = Math.min(length - filled, this.#rest.length)
      out.set(this.#rest.subarray(0, taken), filled)
      this.#rest = this.#rest.subarray(taken)
      filled += taken
    }
    this.#at += filled
    return out.subarray(0, filled)
  }

  /** Lets go of the content. */
  async close(): Promise<void> {
    await this.#iterator?.return?.()
    this.#iterator = undefined
    this.#rest = new Uint8Array(0)
  }
}
