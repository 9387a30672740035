import { repositoryErrors } from '../errors.ts'
import { isId } from '../format/id.ts'
import {
  type FileType,
  type Handle,
  type LoadOptions,
  type Storage,
  type StorageOptions,
  type StoredFile,
  storagePath,
} from './storage.ts'

/** A storage that is gone with the process: for tests and trials. */
export class MemoryStorage implements Storage {
  readonly location: string
  readonly #files = new Map<string, { handle: Handle; data: Buffer }>()

  constructor(location = 'memory') {
    this.location = location
  }

  async save(handle: Handle, data: Uint8Array, options: StorageOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
    const path = storagePath(handle)
    const known = this.#files.get(path)
    if (handle.type === 'config' && known && !known.data.equals(data)) {
      throw repositoryErrors.HF_STORAGE_EXISTS({ location: this.location, file: path })
    }
    this.#files.set(path, { handle, data: Buffer.from(data) })
  }

  async load(handle: Handle, options: LoadOptions = {}): Promise<Buffer> {
    options.signal?.throwIfAborted()
    const data = this.#get(handle)
    const { offset = 0, length = Math.max(0, data.length - offset) } = options
    if (offset + length > data.length) {
      const file = storagePath(handle)
      throw repositoryErrors.HF_STORAGE_SHORT_READ({
        location: this.location,
        file,
        offset,
        length,
        size: data.length,
      })
    }
    return Buffer.from(data.subarray(offset, offset + length))
  }

  async stat(handle: Handle, options: StorageOptions = {}): Promise<{ size: number }> {
    options.signal?.throwIfAborted()
    return { size: this.#get(handle).length }
  }

  async *list(type: FileType, options: StorageOptions = {}): AsyncGenerator<StoredFile> {
    for (const { handle, data } of [...this.#files.values()]) {
      options.signal?.throwIfAborted()
      if (handle.type === type && (type === 'config' || isId(handle.name)))
        yield { name: handle.name, size: data.length }
    }
  }

  async remove(handle: Handle, options: StorageOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
    this.#files.delete(storagePath(handle))
  }

  /** Nothing outlives this process. */
  async removeUnfinished(options: StorageOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
  }

  #get(handle: Handle): Buffer {
    const file = this.#files.get(storagePath(handle))
    if (!file)
      throw repositoryErrors.HF_STORAGE_NOT_FOUND({ location: this.location, file: storagePath(handle) })
    return file.data
  }
}
