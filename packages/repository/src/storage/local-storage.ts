import { randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { chmod, type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HoldfastError } from '@holdfast/base'
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

const DIRECTORIES: Readonly<Record<FileType, string>> = {
  config: '',
  key: 'keys',
  lock: 'locks',
  snapshot: 'snapshots',
  index: 'index',
  pack: 'data',
}

/** A file that is being written, by us or by restic. */
const UNFINISHED = /^[0-9a-f]{64}-tmp-/

/** A repository in a local folder, laid out and protected as restic does: folders 0700, files 0400. */
export class LocalStorage implements Storage {
  readonly location: string
  /** Folders known to exist. */
  readonly #made = new Set<string>()

  constructor(directory: string) {
    this.location = directory
  }

  async save(handle: Handle, data: Uint8Array, options: StorageOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
    const path = this.#path(handle)
    try {
      if (handle.type === 'config') {
        const known = await readIfThere(path)
        // The same again is a repeated call whose first answer was lost.
        if (known?.equals(data)) return
        if (known)
          throw repositoryErrors.HF_STORAGE_EXISTS({ location: this.location, file: storagePath(handle) })
      }
      await this.#makeDirectory(dirname(path))
      await writeDurably(path, data)
    } catch (error) {
      throw this.#translate(error, handle)
    }
  }

  async load(handle: Handle, options: LoadOptions = {}): Promise<Buffer> {
    options.signal?.throwIfAborted()
    let file: FileHandle | undefined
    try {
      file = await open(this.#path(handle), 'r')
      const { size } = await file.stat()
      const { offset = 0, length = Math.max(0, size - offset) } = options
      if (offset + length > size) throw this.#short(handle, offset, length, size)
      const buffer = Buffer.allocUnsafeSlow(length)
      for (let at = 0; at < length; ) {
        const { bytesRead } = await file.read(buffer, at, length - at, offset + at)
        if (bytesRead === 0) throw this.#short(handle, offset, length, offset + at)
        at += bytesRead
      }
      return buffer
    } catch (error) {
      throw this.#translate(error, handle)
    } finally {
      await file?.close()
    }
  }

  async stat(handle: Handle, options: StorageOptions = {}): Promise<{ size: number }> {
    options.signal?.throwIfAborted()
    try {
      return { size: (await stat(this.#path(handle))).size }
    } catch (error) {
      throw this.#translate(error, handle)
    }
  }

  async *list(type: FileType, options: StorageOptions = {}): AsyncGenerator<StoredFile> {
    if (type === 'config') {
      const found = await this.#sizeIfThere(this.#path({ type, name: '' }), { type, name: '' })
      if (found) yield { name: '', size: found.size }
      return
    }
    for (const directory of await this.#directories(type)) {
      options.signal?.throwIfAborted()
      for (const entry of await this.#entries(directory)) {
        if (!entry.isFile() || !isId(entry.name)) continue
        // A file may go between the listing and the look at it: locks do all the time.
        const found = await this.#sizeIfThere(join(directory, entry.name), { type, name: entry.name })
        if (found) yield { name: entry.name, size: found.size }
      }
    }
  }

  async remove(handle: Handle, options: StorageOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
    try {
      await rm(this.#path(handle), { force: true })
    } catch (error) {
      throw this.#translate(error, handle)
    }
  }

  async removeUnfinished(options: StorageOptions = {}): Promise<void> {
    for (const type of ['pack', 'index', 'snapshot'] as const) {
      for (const directory of await this.#directories(type)) {
        options.signal?.throwIfAborted()
        for (const { name } of await this.#entries(directory)) {
          if (!UNFINISHED.test(name)) continue
          try {
            await rm(join(directory, name), { force: true })
          } catch (error) {
            throw this.#translate(error, { type, name })
          }
        }
      }
    }
  }

  #path(handle: Handle): string {
    return join(this.location, storagePath(handle))
  }

  async #directories(type: FileType): Promise<string[]> {
    const top = join(this.location, DIRECTORIES[type])
    if (type !== 'pack') return [top]
    return (await this.#entries(top))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(top, name))
  }

  async #entries(directory: string): Promise<Dirent[]> {
    try {
      return await readdir(directory, { withFileTypes: true })
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return []
      throw this.#translate(error, { type: 'config', name: '' })
    }
  }

  /** Undefined only for what is not there: a file that cannot be looked at must not be missing from a listing. */
  async #sizeIfThere(path: string, handle: Handle): Promise<{ size: number } | undefined> {
    try {
      return await stat(path)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw this.#translate(error, handle)
    }
  }

  async #makeDirectory(directory: string): Promise<void> {
    if (this.#made.has(directory)) return
    const first = await makeFolders(directory)
    // A new folder is itself an entry that a power cut can take: sync the folder that holds the topmost new one.
    if (first !== undefined) await syncDirectory(dirname(first))
    this.#made.add(directory)
  }

  #short(handle: Handle, offset: number, length: number, size: number): HoldfastError {
    const file = storagePath(handle)
    return repositoryErrors.HF_STORAGE_SHORT_READ({ location: this.location, file, offset, length, size })
  }

  #translate(error: unknown, handle: Handle): unknown {
    const code = codeOf(error)
    if (code === undefined) return error
    const location = this.location
    const options = { cause: error }
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
        return repositoryErrors.HF_STORAGE_NOT_FOUND({ location, file: storagePath(handle) }, options)
      case 'ENOSPC':
      case 'EDQUOT':
        return repositoryErrors.HF_STORAGE_FULL({ location }, options)
      case 'EROFS':
        return repositoryErrors.HF_STORAGE_READ_ONLY(
          { location, reason: 'its file system is read-only' },
          options,
        )
      case 'EACCES':
      case 'EPERM':
        return repositoryErrors.HF_STORAGE_READ_ONLY({ location, reason: 'permission denied' }, options)
      default:
        return repositoryErrors.HF_STORAGE_FAILED({ location, reason: code }, options)
    }
  }
}

/** Gives the topmost folder that was made, if any. */
async function makeFolders(directory: string): Promise<string | undefined> {
  try {
    return await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    // On a read-only file system the recursive form says "not found"; the plain one says why.
    if (codeOf(error) === 'ENOENT') await mkdir(directory, { mode: 0o700 })
    throw error
  }
}

/** Temporary file beside the target, fsync, rename, fsync of the folder: there is never half a file under a real name. */
async function writeDurably(path: string, data: Uint8Array): Promise<void> {
  const temporary = `${path}-tmp-${randomUUID()}`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await chmod(temporary, 0o400)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncDirectory(dirname(path))
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a folder; its file system keeps renames in order by itself.
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'errno' in error && 'code' in error ? String(error.code) : undefined
}
