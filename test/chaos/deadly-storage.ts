import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type FileType,
  type Handle,
  type LoadOptions,
  LocalStorage,
  type Storage,
  type StorageOptions,
  type StoredFile,
  storagePath,
} from '@holdfast/repository'
import type { Death } from './death.ts'

/** A local vault whose process may be killed before, in the middle of, and after each change. */
export class DeadlyStorage implements Storage {
  readonly location: string
  readonly #inner: LocalStorage
  readonly #death: Death

  constructor(directory: string, death: Death) {
    this.#inner = new LocalStorage(directory)
    this.location = directory
    this.#death = death
  }

  async save(handle: Handle, data: Uint8Array, options?: StorageOptions): Promise<void> {
    this.#death.moment(`save ${handle.type}: before`)
    this.#death.moment(`save ${handle.type}: half written`, () => this.#leaveHalf(handle, data))
    await this.#inner.save(handle, data, options)
    this.#death.moment(`save ${handle.type}: after`)
  }

  async remove(handle: Handle, options?: StorageOptions): Promise<void> {
    this.#death.moment(`remove ${handle.type}: before`)
    await this.#inner.remove(handle, options)
    this.#death.moment(`remove ${handle.type}: after`)
  }

  load(handle: Handle, options?: LoadOptions): Promise<Buffer> {
    return this.#inner.load(handle, options)
  }

  stat(handle: Handle, options?: StorageOptions): Promise<{ size: number }> {
    return this.#inner.stat(handle, options)
  }

  list(type: FileType, options?: StorageOptions): AsyncGenerator<StoredFile> {
    return this.#inner.list(type, options)
  }

  /** What a kill in the middle of writing leaves: half of the bytes, under the temporary name. */
  #leaveHalf(handle: Handle, data: Uint8Array): void {
    const path = join(this.location, `${storagePath(handle)}-tmp-killed`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, data.subarray(0, data.length >>> 1))
  }
}
