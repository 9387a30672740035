import type { Id } from '../format/id.ts'
import type { BlobSlice } from '../workers/messages.ts'

/** Small blobs gathered in one buffer, so that a message to a worker carries many. */
export class BlobBatch {
  readonly #buffer: SharedArrayBuffer
  readonly #bytes: Uint8Array
  readonly #blobs: BlobSlice[] = []
  #size = 0

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer
    this.#bytes = new Uint8Array(buffer)
  }

  get isEmpty(): boolean {
    return this.#blobs.length === 0
  }

  get buffer(): SharedArrayBuffer {
    return this.#buffer
  }

  get blobs(): readonly BlobSlice[] {
    return this.#blobs
  }

  /** Copies a blob in; false when it does not fit any more. */
  add(id: Id, plaintext: Uint8Array): boolean {
    if (this.#size + plaintext.length > this.#bytes.length) return false
    this.#bytes.set(plaintext, this.#size)
    this.#blobs.push({ id, offset: this.#size, length: plaintext.length })
    this.#size += plaintext.length
    return true
  }
}
