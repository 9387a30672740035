import { looksEncrypted, TELLING_BYTES } from './looks-encrypted.ts'

/** The first bytes of a file that comes in pieces. */
export class FileHead {
  readonly #bytes = Buffer.alloc(TELLING_BYTES)
  #length = 0

  take(piece: Buffer): void {
    if (this.#length < TELLING_BYTES) this.#length += piece.copy(this.#bytes, this.#length)
  }

  looksEncrypted(): boolean {
    return looksEncrypted(this.#bytes.subarray(0, this.#length))
  }
}
