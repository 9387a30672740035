import type { Id } from '../format/id.ts'
import type { BlobType } from '../format/pack-header.ts'

/** The blobs used last, up to a number of bytes. */
export class BlobCache {
  readonly #limit: number
  readonly #blobs = new Map<string, Buffer>()
  #bytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(type: BlobType, id: Id): Buffer | undefined {
    const key = type + id
    const blob = this.#blobs.get(key)
    if (blob) {
      // The map keeps the order of insertion: the oldest is the first.
      this.#blobs.delete(key)
      this.#blobs.set(key, blob)
    }
    return blob
  }

  put(type: BlobType, id: Id, blob: Buffer): void {
    const key = type + id
    if (blob.length > this.#limit / 8 || this.#blobs.has(key)) return
    this.#blobs.set(key, blob)
    this.#bytes += blob.length
    for (const [oldest, { length }] of this.#blobs) {
      if (this.#bytes <= this.#limit) break
      this.#blobs.delete(oldest)
      this.#bytes -= length
    }
  }
}
