/** Writes bits, highest first, as the entropy-coded part of a JPEG: after a byte 0xFF comes a zero. */
export class BitWriter {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #length = 0
  #bits = 0
  #count = 0

  /** The lowest `count` bits of `value`, at most 16. */
  write(value: number, count: number): void {
    this.#bits = (this.#bits << count) | value
    this.#count += count
    while (this.#count >= 8) {
      this.#count -= 8
      this.#append((this.#bits >> this.#count) & 0xff)
      this.#bits &= (1 << this.#count) - 1
    }
  }

  /** Everything written, the last byte filled up with ones. */
  finish(): Buffer {
    if (this.#count > 0) this.write((1 << (8 - this.#count)) - 1, 8 - this.#count)
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }

  #append(byte: number): void {
    if (this.#length + 2 > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#bytes.length)])
    }
    this.#bytes[this.#length++] = byte
    if (byte === 0xff) this.#bytes[this.#length++] = 0
  }
}
