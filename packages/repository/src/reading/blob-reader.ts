import { zstdDecompressSync } from 'node:zlib'
import { HoldfastError } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { type Id, idOf } from '../format/id.ts'
import type { BlobType } from '../format/pack-header.ts'
import { decodeTree, type TreeNode } from '../format/tree.ts'
import type { BlobIndex, BlobLocation } from '../index/blob-index.ts'
import type { Repository } from '../repository.ts'
import { BlobCache } from './blob-cache.ts'
import { type PlannedBlob, planReads } from './plan-reads.ts'

export interface ReadOptions {
  readonly signal?: AbortSignal
}

export interface ReadFileOptions extends ReadOptions {
  /** First byte (default 0). */
  readonly offset?: number
  /** Number of bytes (default: to the end). */
  readonly length?: number
}

const MIB = 1024 * 1024

/** Reads blobs; each is authenticated and hashed again. A blob that lies in several packs is taken from the first good one. */
export class BlobReader {
  readonly #repository: Repository
  readonly #index: BlobIndex
  readonly #cache: BlobCache

  /** @param options.cacheBytes memory for blobs that are read more than once, such as trees (default 16 MiB) */
  constructor(repository: Repository, index: BlobIndex, options: { cacheBytes?: number } = {}) {
    this.#repository = repository
    this.#index = index
    this.#cache = new BlobCache(options.cacheBytes ?? 16 * MIB)
  }

  /** Raises HF_BLOB_MISSING when no index names it, HF_BLOB_DAMAGED when every copy is bad. */
  async readBlob(type: BlobType, id: Id, options: ReadOptions = {}): Promise<Buffer> {
    const cached = this.#cache.get(type, id)
    if (cached) return cached
    const places = this.#index.lookupAll(type, id)
    if (places.length === 0) throw repositoryErrors.HF_BLOB_MISSING({ type, blob: id })
    let failure: HoldfastError | undefined
    for (const { pack, offset, length, ...place } of places) {
      try {
        const sealed = await this.#repository.storage.load(
          { type: 'pack', name: pack },
          { offset, length, ...options },
        )
        const plaintext = this.#open(id, sealed, place)
        this.#cache.put(type, id, plaintext)
        return plaintext
      } catch (error) {
        // A fault of the storage says nothing about the blob.
        if (!(error instanceof HoldfastError) || error.retry !== 'never') throw error
        failure = error
      }
    }
    throw repositoryErrors.HF_BLOB_DAMAGED(
      { type, blob: id, reason: failure?.message ?? '' },
      { cause: failure },
    )
  }

  /** The nodes of a directory. */
  async readTree(id: Id, options: ReadOptions = {}): Promise<TreeNode[]> {
    return decodeTree(await this.readBlob('tree', id, options))
  }

  /** Plaintext size of a blob in bytes, from the index. */
  blobSize(type: BlobType, id: Id): number | undefined {
    return this.#index.sizeOf(type, id)
  }

  /** The content of a file or a range of it, in pieces. Neighbours in a pack are read together, and one read ahead. */
  async *readFile(node: Pick<TreeNode, 'content'>, options: ReadFileOptions = {}): AsyncGenerator<Buffer> {
    const { offset = 0, length = Number.POSITIVE_INFINITY, ...readOptions } = options
    const blobs = this.#blobsInRange(node.content ?? [], offset, length)
    let next: Promise<Buffer[]> | undefined
    const reads = planReads(blobs)
    const start = (at: number): Promise<Buffer[]> | undefined => {
      const read = reads[at]
      if (!read) return undefined
      const started = this.#readTogether(read, readOptions)
      // Awaited one turn later: until then a failure is not unhandled.
      started.catch(() => {})
      return started
    }
    next = start(0)
    for (let at = 0; next; at++) {
      const current: Promise<Buffer[]> = next
      next = start(at + 1)
      for (const [i, plaintext] of (await current).entries()) {
        const { from, to } = (reads[at] as PlannedBlob[])[i] as PlannedBlob
        if (to > from) yield plaintext.subarray(from, to)
      }
    }
  }

  #blobsInRange(content: readonly Id[], offset: number, length: number): PlannedBlob[] {
    const blobs: PlannedBlob[] = []
    let at = 0
    for (const id of content) {
      const size = this.#index.sizeOf('data', id)
      const place = this.#index.lookup('data', id)
      if (size === undefined || !place) throw repositoryErrors.HF_BLOB_MISSING({ type: 'data', blob: id })
      const from = Math.max(0, offset - at)
      const to = Math.min(size, offset + length - at)
      if (to > from) blobs.push({ id, place, from, to })
      at += size
    }
    return blobs
  }

  async #readTogether(blobs: readonly PlannedBlob[], options: ReadOptions): Promise<Buffer[]> {
    const first = blobs[0] as PlannedBlob
    const last = blobs.at(-1) as PlannedBlob
    if (blobs.length === 1) return [await this.readBlob('data', first.id, options)]
    const start = first.place.offset
    const length = last.place.offset + last.place.length - start
    let range: Buffer
    try {
      range = await this.#repository.storage.load(
        { type: 'pack', name: first.place.pack },
        { offset: start, length, ...options },
      )
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.retry !== 'never') throw error
      return await Promise.all(blobs.map(({ id }) => this.readBlob('data', id, options)))
    }
    return await Promise.all(
      blobs.map(async ({ id, place }) => {
        const at = place.offset - start
        try {
          return this.#open(id, range.subarray(at, at + place.length), place)
        } catch {
          return await this.readBlob('data', id, options)
        }
      }),
    )
  }

  #open(id: Id, sealed: Buffer, place: Pick<BlobLocation, 'uncompressedLength'>): Buffer {
    const body = this.#repository.masterKey.open(sealed)
    const plaintext = place.uncompressedLength === undefined ? body : decompress(body, id)
    if (idOf(plaintext) !== id)
      throw repositoryErrors.HF_DAMAGED_FILE({ file: `blob ${id}`, reason: 'its content is another one' })
    return plaintext
  }
}

function decompress(body: Buffer, id: Id): Buffer {
  try {
    return zstdDecompressSync(body)
  } catch (cause) {
    throw repositoryErrors.HF_DAMAGED_FILE(
      { file: `blob ${id}`, reason: 'it cannot be decompressed' },
      { cause },
    )
  }
}
