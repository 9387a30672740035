import { availableParallelism } from 'node:os'
import { type QuickXorHash, Semaphore, sharedMappedMemory } from '@holdfast/base'
import { DATA_CHUNKS, METADATA_CHUNKS } from '../chunking/chunker.ts'
import { type Id, idOf } from '../format/id.ts'
import type { BlobType } from '../format/pack-header.ts'
import { encodeTree, type TreeNode } from '../format/tree.ts'
import type { BlobIndex } from '../index/blob-index.ts'
import type { Repository } from '../repository.ts'
import type { BlobSlice, FinishedPack, WorkerAnswer, WorkerTask } from '../workers/messages.ts'
import { SharedSlots } from '../workers/pack-memory.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import { BlobBatch } from './blob-batch.ts'
import { BufferPool } from './buffer-pool.ts'
import { ChunkedFile, type ChunkedFileOptions } from './chunked-file.ts'
import type { IndexedPack } from './index-collector.ts'
import { PackSink } from './pack-sink.ts'

const MIB = 1024 * 1024
/** restic's default: a pack is closed once it has this many bytes. */
const PACK_SIZE = 16 * MIB
/** Buffers that wait in each worker at most: enough to keep it busy. */
const QUEUE = 2
/** Windows of large files. */
const WINDOW_SIZE = DATA_CHUNKS.max
/** Batches of small blobs that go to a worker together. */
const BATCH_SIZE = 2 ** 20
/** Blobs up to this size wait for others. */
const MAX_IN_BATCH = BATCH_SIZE / 4
/** Room behind a full pack, for the blob that fills it and the header. */
const PACK_ROOM = 5 * MIB
/** Kept for another use, as many as are usually under way: two windows for each of eight files, and batches in the queues. */
const SPARE = { windows: 16, batches: 8 }
/** Content up to this size is one blob, hashed on the main thread. */
const SMALL = DATA_CHUNKS.min

export interface WriterOptions {
  /** Worker threads (default: one for each core, at most 4). */
  readonly workers?: number
  /** Packs stored at the same time (default 2). */
  readonly uploads?: number
  readonly packSize?: number
  readonly compress?: boolean
  readonly signal?: AbortSignal
}

export interface WrittenFile {
  readonly content: Id[]
  readonly size: number
}

export interface WriteFileOptions extends Partial<ChunkedFileOptions> {
  /** Takes the QuickXorHash of the content; large contents are hashed in the worker threads. */
  readonly hash?: QuickXorHash
  readonly signal?: AbortSignal
}

export interface WriterStats {
  /** Blobs that were new. */
  readonly dataBlobs: number
  readonly treeBlobs: number
  /** Their bytes before and after compression and sealing. */
  readonly dataAdded: number
  readonly dataAddedPacked: number
}

/**
 * Writes blobs into packs: what the repository has already (or is about to have) is not written again. Bounded queues
 * all the way: whoever writes too fast waits. Nothing is readable, and nothing may name it, before `flush` resolves.
 * When anything fails, every call rejects with that error. Dispose of it to end its threads.
 */
export class BlobWriter implements AsyncDisposable {
  readonly #index: BlobIndex
  readonly #pool: WorkerPool
  readonly #sink: PackSink
  /** Buffers in the workers' queues. */
  readonly #sealing: Semaphore
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  readonly #windows = new BufferPool(WINDOW_SIZE, SPARE.windows)
  readonly #batchBuffers = new BufferPool(BATCH_SIZE, SPARE.batches)
  readonly #batches: Record<BlobType, BlobBatch>
  /** Accepted, not yet in the index. Type and id in one string. */
  readonly #pending = new Set<string>()
  readonly #packMemory: SharedSlots
  readonly #under = new Set<Promise<void>>()
  readonly #stats = { dataBlobs: 0, treeBlobs: 0, dataAdded: 0, dataAddedPacked: 0 }
  #failure: { readonly error: unknown } | undefined

  private constructor(repository: Repository, index: BlobIndex, options: WriterOptions) {
    const {
      workers = Math.min(4, availableParallelism()),
      uploads = 2,
      packSize = PACK_SIZE,
      compress = true,
    } = options
    this.#index = index
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal
    // Each worker fills a pack of data, the first one also a pack of trees; what is left is on its way into the storage.
    this.#packMemory = SharedSlots.create(workers + 2, packSize + PACK_ROOM)
    this.#pool = new WorkerPool(workers, {
      key: repository.masterKey.bytes,
      polynomial: repository.config.chunkerPolynomial,
      packSize,
      compress: compress && repository.config.version === 2,
      memory: this.#packMemory.shared,
    })
    this.#sealing = new Semaphore(workers * QUEUE)
    this.#sink = new PackSink(repository, {
      uploads,
      signal: this.#signal,
      onStored: (pack) => this.#stored(pack),
      onIndexed: (pack) => this.#indexed(pack),
    })
    this.#batches = { data: this.#newBatch(), tree: this.#newBatch() }
  }

  static async open(
    repository: Repository,
    index: BlobIndex,
    options: WriterOptions = {},
  ): Promise<BlobWriter> {
    options.signal?.throwIfAborted()
    return new BlobWriter(repository, index, options)
  }

  get stats(): WriterStats {
    return { ...this.#stats }
  }

  /** Cuts a content into blobs and accepts them; resolves with their ids when the last one is accepted. */
  async writeFile(content: AsyncIterable<Uint8Array>, options: WriteFileOptions = {}): Promise<WrittenFile> {
    const chunking = options.chunking ?? 'data'
    const small = chunking === 'data' ? SMALL : METADATA_CHUNKS.min
    const parts: Uint8Array[] = []
    let size = options.written?.size ?? 0
    let stream = options.written && this.#newStream({ ...options, chunking })
    for await (const part of content) {
      this.#throwIfStopped()
      options.signal?.throwIfAborted()
      size += part.length
      if (stream) await stream.write(part)
      else if (size <= small) parts.push(part)
      else {
        stream = this.#newStream({ ...options, chunking })
        for (const earlier of parts) await stream.write(earlier)
        await stream.write(part)
      }
    }
    if (stream) return { content: await stream.end(), size }
    if (size === 0) return { content: [], size }
    const whole = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts, size)
    options.hash?.update(whole)
    return { content: [await this.writeBlob('data', whole)], size }
  }

  /** Accepts one blob. */
  async writeBlob(type: BlobType, plaintext: Uint8Array): Promise<Id> {
    this.#throwIfStopped()
    const id = idOf(plaintext)
    if (!this.#claim(type, id)) return id
    this.#count(type, plaintext.length)
    if (plaintext.length > MAX_IN_BATCH) {
      const buffer = sharedMappedMemory(plaintext.length)
      new Uint8Array(buffer).set(plaintext)
      await this.#dispatch(type, buffer, [{ id, offset: 0, length: plaintext.length }])
    } else if (!this.#batches[type].add(id, plaintext)) {
      const full = this.#batches[type]
      this.#batches[type] = this.#newBatch()
      this.#batches[type].add(id, plaintext)
      await this.#dispatch(type, full.buffer, full.blobs)
    }
    return id
  }

  /** Encodes a directory (its nodes must be in order) and accepts it. Raises HF_TREE_INVALID. */
  async writeTree(nodes: readonly TreeNode[]): Promise<Id> {
    return await this.writeBlob('tree', encodeTree(nodes))
  }

  /**
   * Resolves when every blob accepted before the call is in a durable pack that a durable index names. Others may be
   * written meanwhile.
   */
  async flush(): Promise<void> {
    this.#throwIfStopped()
    try {
      await this.#flush()
    } catch (error) {
      this.#fail(error)
      throw this.#failure?.error
    }
  }

  async #flush(): Promise<void> {
    for (const type of ['data', 'tree'] as const) {
      const batch = this.#batches[type]
      if (batch.isEmpty) continue
      this.#batches[type] = this.#newBatch()
      await this.#dispatch(type, batch.buffer, batch.blobs)
    }
    await Promise.all([...this.#under])
    this.#throwIfStopped()
    for (const answer of await this.#pool.runOnAll({ kind: 'close' })) {
      for (const pack of answer.packs) await this.#sink.put(pack)
    }
    await this.#sink.flush()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#pool[Symbol.asyncDispose]()
    await Promise.allSettled(this.#under)
    await this.#sink.settle()
  }

  /** Has the new ones of a buffer's pieces sealed; the buffer comes back to its pool. */
  async #addPieces(pieces: readonly BlobSlice[], buffer: SharedArrayBuffer): Promise<void> {
    const fresh = pieces.filter((piece) => this.#claim('data', piece.id))
    for (const { length } of fresh) this.#count('data', length)
    if (fresh.length > 0) await this.#dispatch('data', buffer, fresh)
    else this.#windows.give(buffer)
  }

  /** True for the first who brings a blob that the repository lacks. */
  #claim(type: BlobType, id: Id): boolean {
    const key = `${type}${id}`
    if (this.#index.has(type, id) || this.#pending.has(key)) return false
    this.#pending.add(key)
    return true
  }

  #newStream(options: ChunkedFileOptions): ChunkedFile {
    return new ChunkedFile(
      (task) => this.#run(task),
      (pieces, buffer) => this.#addPieces(pieces, buffer),
      this.#windows,
      options,
    )
  }

  /** Hands blobs to a worker; resolves when one has room for them. A flush waits for them from this very moment. */
  async #dispatch(type: BlobType, buffer: SharedArrayBuffer, blobs: readonly BlobSlice[]): Promise<void> {
    const place = this.#sealing.acquire(1, this.#signal)
    const work: Promise<void> = place
      .then((release) => this.#seal(type, buffer, blobs).finally(release))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#under.delete(work))
    this.#under.add(work)
    await place
  }

  /** The place in the queue is held until the packs that were filled are on their way: this bounds what waits in memory. */
  async #seal(type: BlobType, buffer: SharedArrayBuffer, blobs: readonly BlobSlice[]): Promise<void> {
    await this.#sink.ready()
    const task: WorkerTask = { kind: 'add', type, buffer, blobs }
    const answer = await (type === 'tree' ? this.#pool.runOnFirst(task) : this.#pool.run(task))
    this.#windows.give(buffer)
    this.#batchBuffers.give(buffer)
    for (const pack of answer.packs) await this.#sink.put(pack)
  }

  async #run(task: WorkerTask): Promise<WorkerAnswer> {
    this.#throwIfStopped()
    try {
      return await this.#pool.run(task)
    } catch (error) {
      this.#fail(error)
      throw this.#failure?.error
    }
  }

  #stored(pack: FinishedPack): void {
    this.#packMemory.give({ number: pack.slot })
    this.#stats.dataAddedPacked += pack.bytes.length
  }

  /** Only now does the index know the blobs: whoever uses it after a failed run must not take them for stored. */
  #indexed({ id: pack, blobs }: IndexedPack): void {
    for (const entry of blobs) {
      this.#index.add(pack, entry)
      this.#pending.delete(`${entry.type}${entry.id}`)
    }
  }

  #count(type: BlobType, bytes: number): void {
    this.#stats[type === 'tree' ? 'treeBlobs' : 'dataBlobs']++
    this.#stats.dataAdded += bytes
  }

  #newBatch(): BlobBatch {
    return new BlobBatch(this.#batchBuffers.take())
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stop.abort(error)
  }

  #throwIfStopped(): void {
    if (this.#failure) throw this.#failure.error
    this.#signal.throwIfAborted()
  }
}
