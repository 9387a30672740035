import {
  type FileType,
  type Handle,
  type LoadOptions,
  type Storage,
  type StorageOptions,
  type StoredFile,
  storagePath,
} from './storage.ts'

/**
 * Shows new files in listings, and hides removed ones, only some listings later, as some object stores do. Reading by
 * name is always up to date. For tests.
 */
export class EventuallyConsistentStorage implements Storage {
  readonly location: string
  readonly #inner: Storage
  readonly #delay: number
  /** Listings still to come before a file shows (positive) or a removed one goes. */
  readonly #hidden = new Map<string, number>()
  readonly #lingering = new Map<string, { type: FileType; file: StoredFile; left: number }>()

  /** @param delay number of listings of a type that still show the old state */
  constructor(inner: Storage, delay = 1) {
    this.#inner = inner
    this.#delay = delay
    this.location = inner.location
  }

  async save(handle: Handle, data: Uint8Array, options?: StorageOptions): Promise<void> {
    await this.#inner.save(handle, data, options)
    this.#hidden.set(storagePath(handle), this.#delay)
  }

  load(handle: Handle, options?: LoadOptions): Promise<Buffer> {
    return this.#inner.load(handle, options)
  }

  stat(handle: Handle, options?: StorageOptions): Promise<{ size: number }> {
    return this.#inner.stat(handle, options)
  }

  async *list(type: FileType, options?: StorageOptions): AsyncGenerator<StoredFile> {
    for await (const file of this.#inner.list(type, options)) {
      const path = storagePath({ type, name: file.name })
      const left = this.#hidden.get(path) ?? 0
      if (left > 0) this.#hidden.set(path, left - 1)
      else yield file
    }
    for (const [path, entry] of this.#lingering) {
      if (entry.type !== type) continue
      if (entry.left > 0) {
        entry.left--
        yield entry.file
      } else this.#lingering.delete(path)
    }
  }

  async remove(handle: Handle, options?: StorageOptions): Promise<void> {
    const size = await this.#inner.stat(handle, options).then(
      (found) => found.size,
      () => undefined,
    )
    await this.#inner.remove(handle, options)
    const path = storagePath(handle)
    const wasHidden = (this.#hidden.get(path) ?? 0) > 0
    this.#hidden.delete(path)
    if (size === undefined || wasHidden) return
    this.#lingering.set(path, { type: handle.type, file: { name: handle.name, size }, left: this.#delay })
  }

  removeUnfinished(options?: StorageOptions): Promise<void> {
    return this.#inner.removeUnfinished(options)
  }
}
