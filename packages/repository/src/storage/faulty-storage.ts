import {
  type FileType,
  type Handle,
  type LoadOptions,
  type Storage,
  type StorageOptions,
  type StoredFile,
  storagePath,
} from './storage.ts'

export type StorageMethod = 'save' | 'load' | 'stat' | 'list' | 'remove' | 'removeUnfinished'

export interface StorageCall {
  readonly method: StorageMethod
  /** Path below the repository's root; the type for a listing; empty for `removeUnfinished`. */
  readonly path: string
  /** 1 for the first call of any method. */
  readonly number: number
}

/** A fault for calls that it fits. */
export interface StorageFault {
  readonly method?: StorageMethod
  /** Only calls whose path begins so, for instance `data/`. */
  readonly path?: string
  readonly error: Error
  /** `before` (default): the call does nothing. `after`: it takes effect, and fails all the same. */
  readonly when?: 'before' | 'after'
  /** Calls that fit but pass first (default 0). */
  readonly skip?: number
  /** Calls that fail then (default 1). */
  readonly times?: number
}

/** Makes chosen calls fail. For tests. */
export class FaultyStorage implements Storage {
  readonly location: string
  readonly calls: StorageCall[] = []
  /** Told of every call before it is made; may throw to make it fail. */
  beforeCall: ((call: StorageCall) => void | Promise<void>) | undefined
  readonly #inner: Storage
  readonly #faults: { fault: StorageFault; toSkip: number; left: number }[] = []

  constructor(inner: Storage) {
    this.#inner = inner
    this.location = inner.location
  }

  inject(fault: StorageFault): void {
    this.#faults.push({ fault, toSkip: fault.skip ?? 0, left: fault.times ?? 1 })
  }

  /** Forgets the faults that did not happen yet. */
  clear(): void {
    this.#faults.length = 0
  }

  save(handle: Handle, data: Uint8Array, options?: StorageOptions): Promise<void> {
    return this.#call('save', storagePath(handle), () => this.#inner.save(handle, data, options))
  }

  load(handle: Handle, options?: LoadOptions): Promise<Buffer> {
    return this.#call('load', storagePath(handle), () => this.#inner.load(handle, options))
  }

  stat(handle: Handle, options?: StorageOptions): Promise<{ size: number }> {
    return this.#call('stat', storagePath(handle), () => this.#inner.stat(handle, options))
  }

  async *list(type: FileType, options?: StorageOptions): AsyncGenerator<StoredFile> {
    yield* await this.#call('list', type, () => Array.fromAsync(this.#inner.list(type, options)))
  }

  remove(handle: Handle, options?: StorageOptions): Promise<void> {
    return this.#call('remove', storagePath(handle), () => this.#inner.remove(handle, options))
  }

  removeUnfinished(options?: StorageOptions): Promise<void> {
    return this.#call('removeUnfinished', '', () => this.#inner.removeUnfinished(options))
  }

  async #call<T>(method: StorageMethod, path: string, action: () => Promise<T>): Promise<T> {
    const call = { method, path, number: this.calls.length + 1 }
    this.calls.push(call)
    await this.beforeCall?.(call)
    const fault = this.#faultFor(call)
    if (fault && fault.when !== 'after') throw fault.error
    const result = await action()
    if (fault) throw fault.error
    return result
  }

  #faultFor({ method, path }: StorageCall): StorageFault | undefined {
    for (const entry of this.#faults) {
      const { fault } = entry
      if (entry.left === 0 || (fault.method && fault.method !== method) || !path.startsWith(fault.path ?? ''))
        continue
      if (entry.toSkip > 0) entry.toSkip--
      else {
        entry.left--
        return fault
      }
    }
    return undefined
  }
}
