import { Semaphore } from '@holdfast/base'
import type { Repository } from '../repository.ts'
import type { FinishedPack } from '../workers/messages.ts'
import { IndexCollector, type IndexedPack } from './index-collector.ts'

/**
 * Stores finished packs, a bounded number at a time, and has them indexed. The first failure ends it: every later call
 * rejects with the same error, since a pack that is not durable must never be named.
 */
export class PackSink {
  readonly #repository: Repository
  readonly #collector: IndexCollector
  readonly #slots: Semaphore
  readonly #signal: AbortSignal
  readonly #onStored: (pack: FinishedPack) => void
  readonly #under = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined

  constructor(
    repository: Repository,
    options: {
      uploads: number
      signal: AbortSignal
      onStored: (pack: FinishedPack) => void
      onIndexed: (pack: IndexedPack) => void
    },
  ) {
    this.#repository = repository
    this.#collector = new IndexCollector(repository, options.onIndexed)
    this.#slots = new Semaphore(options.uploads)
    this.#signal = options.signal
    this.#onStored = options.onStored
  }

  /**
   * Resolves when the upload has begun: whoever makes packs waits here while too many are under way. A flush waits for
   * the pack from this very moment.
   */
  async put(pack: FinishedPack): Promise<void> {
    this.#throwIfFailed()
    const place = this.#slots.acquire(1, this.#signal)
    const upload: Promise<void> = place
      .then((release) => this.#store(pack).finally(release))
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#under.delete(upload))
    this.#under.add(upload)
    await place
  }

  /** Resolves when an upload could begin: whoever fills packs waits here, so that few full ones wait in memory. */
  async ready(): Promise<void> {
    const giveBack = await this.#slots.acquire(1, this.#signal)
    giveBack()
  }

  /** Resolves when every pack put so far is durable and named by a durable index. */
  async flush(): Promise<void> {
    await Promise.all([...this.#under])
    this.#throwIfFailed()
    await this.#collector.flush()
  }

  /** Waits for what is under way, whatever becomes of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#under)
  }

  async #store(pack: FinishedPack): Promise<void> {
    this.#throwIfFailed()
    await this.#repository.storage.save({ type: 'pack', name: pack.id }, pack.bytes, { signal: this.#signal })
    this.#onStored(pack)
    await this.#collector.add(pack.id, pack.entries)
  }

  #throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }
}
