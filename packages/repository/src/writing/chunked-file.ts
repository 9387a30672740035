import type { QuickXorHash } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import type { BlobSlice, WorkerAnswer, WorkerTask } from '../workers/messages.ts'
import type { BufferPool } from './buffer-pool.ts'

export interface ChunkedFileOptions {
  readonly chunking: 'data' | 'metadata'
  /** Hashes the content on the way; never further than the last cut. */
  readonly hash?: QuickXorHash
  /** What an earlier attempt wrote: the content goes on behind it. */
  readonly written?: { readonly content: readonly Id[]; readonly size: number }
  /** Told after each cut what is accepted by now: the ids so far, and how many bytes they make. */
  readonly onAccepted?: (content: readonly Id[], size: number) => void
}

/** One file on its way through chunking: a window that fills, is cut by a worker, and hands its rest to the next one. */
export class ChunkedFile {
  readonly #run: (task: WorkerTask) => Promise<WorkerAnswer>
  readonly #add: (pieces: readonly BlobSlice[], buffer: SharedArrayBuffer) => Promise<void>
  readonly #windows: BufferPool
  readonly #options: ChunkedFileOptions
  readonly #content: Id[]
  /** Bytes up to the last cut. */
  #size: number
  #buffer: SharedArrayBuffer
  #window: Uint8Array
  #filled = 0
  /** The beginning of the window in which no cut was found. */
  #searched = 0

  constructor(
    run: (task: WorkerTask) => Promise<WorkerAnswer>,
    add: (pieces: readonly BlobSlice[], buffer: SharedArrayBuffer) => Promise<void>,
    windows: BufferPool,
    options: ChunkedFileOptions,
  ) {
    this.#run = run
    this.#add = add
    this.#windows = windows
    this.#options = options
    this.#content = [...(options.written?.content ?? [])]
    this.#size = options.written?.size ?? 0
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
    const { chunking, hash, onAccepted } = this.#options
    const buffer = this.#buffer
    const { pieces = [], hashPart } = await this.#run({
      kind: 'chunk',
      buffer,
      length: this.#filled,
      final,
      chunking,
      searched: this.#searched,
      ...(hash && { hashFrom: this.#size }),
    })
    const last = pieces.at(-1)
    const end = last ? last.offset + last.length : 0
    if (!final) {
      // The rest is copied out before the buffer goes on.
      this.#buffer = this.#windows.take()
      this.#window = new Uint8Array(this.#buffer)
      this.#window.set(new Uint8Array(buffer, end, this.#filled - end))
      this.#filled -= end
      this.#searched = this.#filled
    }
    await this.#add(pieces, buffer)
    for (const { id } of pieces) this.#content.push(id)
    this.#size += end
    if (hash && hashPart) hash.merge(hashPart, end)
    onAccepted?.(this.#content, this.#size)
  }
}
