import { type Clock, HoldfastError, type Random, systemClock, systemRandom } from '@holdfast/base'
import type { FileType, Handle, LoadOptions, Storage, StorageOptions, StoredFile } from './storage.ts'

export interface RetryOptions {
  /** Tries in all (default 5). */
  readonly attempts?: number
  /** First wait in milliseconds (default 500); doubled each time, with jitter. */
  readonly firstWait?: number
  readonly clock?: Clock
  readonly random?: Random
}

/** Repeats what failed for a passing reason (`retry: 'now'`). Safe for writes too: a file's name is the hash of its content. */
export class RetryingStorage implements Storage {
  readonly location: string
  readonly #inner: Storage
  readonly #options: Required<RetryOptions>

  constructor(inner: Storage, options: RetryOptions = {}) {
    this.#inner = inner
    this.location = inner.location
    this.#options = { attempts: 5, firstWait: 500, clock: systemClock, random: systemRandom, ...options }
  }

  save(handle: Handle, data: Uint8Array, options?: StorageOptions): Promise<void> {
    return this.#retry(() => this.#inner.save(handle, data, options), options?.signal)
  }

  load(handle: Handle, options?: LoadOptions): Promise<Buffer> {
    return this.#retry(() => this.#inner.load(handle, options), options?.signal)
  }

  stat(handle: Handle, options?: StorageOptions): Promise<{ size: number }> {
    return this.#retry(() => this.#inner.stat(handle, options), options?.signal)
  }

  async *list(type: FileType, options?: StorageOptions): AsyncGenerator<StoredFile> {
    const files = await this.#retry(() => Array.fromAsync(this.#inner.list(type, options)), options?.signal)
    yield* files
  }

  remove(handle: Handle, options?: StorageOptions): Promise<void> {
    return this.#retry(() => this.#inner.remove(handle, options), options?.signal)
  }

  removeUnfinished(options?: StorageOptions): Promise<void> {
    return this.#retry(() => this.#inner.removeUnfinished(options), options?.signal)
  }

  async #retry<T>(action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { attempts, firstWait, clock, random } = this.#options
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted()
      try {
        return await action()
      } catch (error) {
        const again =
          error instanceof HoldfastError && error.retry === 'now' && attempt < attempts && !signal?.aborted
        if (!again) throw error
        await clock.sleep(firstWait * 2 ** (attempt - 1) * (0.5 + random.fraction()), signal)
      }
    }
  }
}
