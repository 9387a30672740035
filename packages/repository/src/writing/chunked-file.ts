import type { Id } from '../format/id.ts'
import type { BlobSlice, WorkerAnswer, WorkerTask } from '../workers/messages.ts'
import type { BufferPool } from './buffer-pool.ts'

/** One file on its way through chunking: a window that fills, is cut by a worker, and hands its rest to the next one. */
export class ChunkedFile {
  readonly #run: (task: WorkerTask) => Promise<WorkerAnswer>
  readonly #add: (pieces: readonly BlobSlice[], buffer: ArrayBuffer) => Promise<void>
  readonly #windows: BufferPool
  readonly #chunking: 'data' | 'metadata'
  readonly #content: Id[] = []
  #buffer: ArrayBuffer
  #window: Uint8Array
  #filled = 0

  constructor(
    run: (task: WorkerTask) => Promise<WorkerAnswer>,
    add: (pieces: readonly BlobSlice[], buffer: ArrayBuffer) => Promise<void>,
    windows: BufferPool,
    chunking: 'data' | 'metadata',
  ) {
    this.#run = run
    this.#add = add
    this.#windows = windows
    this.#chunking = chunking
    this.#buffer = windows.take()
    this.#window = new Uint8Array(this.#buffer)
  }

  async write(part: Uint8Array): Promise<void> {
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(part.length - at, this.#window.length - this.#filled)
      this.#window.set(part.subarray(at, at + taken), this.#filled)
      this.#filled += taken
      at += taken
      if (this.#filled === this.#window.length) await this.#cut(false)
    }
  }

  async end(): Promise<Id[]> {
    if (this.#filled > 0) await this.#cut(true)
    else this.#windows.give(this.#buffer)
    return this.#content
  }

  async #cut(final: boolean): Promise<void> {
    const { buffer, pieces = [] } = await this.#run({
      kind: 'chunk',
      buffer: this.#buffer,
      length: this.#filled,
      final,
      chunking: this.#chunking,
    })
    if (!buffer) return
    const last = pieces.at(-1)
    const end = last ? last.offset + last.length : 0
    for (const { id } of pieces) this.#content.push(id)
    if (!final) {
      // The rest is copied out before the buffer travels on.
      this.#buffer = this.#windows.take()
      this.#window = new Uint8Array(this.#buffer)
      this.#window.set(new Uint8Array(buffer, end, this.#filled - end))
      this.#filled -= end
    }
    await this.#add(pieces, buffer)
  }
}
