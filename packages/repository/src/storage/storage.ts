/** The kinds of stored files, as restic lays them out. */
export type FileType = 'config' | 'key' | 'lock' | 'snapshot' | 'index' | 'pack'

export interface Handle {
  readonly type: FileType
  /** SHA-256 of the stored bytes in hex; empty for the config. */
  readonly name: string
}

export interface StorageOptions {
  readonly signal?: AbortSignal
}

export interface LoadOptions extends StorageOptions {
  /** First byte (default 0). */
  readonly offset?: number
  /** Number of bytes (default: to the end). */
  readonly length?: number
}

export interface StoredFile {
  readonly name: string
  readonly size: number
}

/**
 * Where a repository's files lie. Files are written once and never changed. Every method may raise HF_STORAGE_FAILED (a
 * passing fault), and rejects with the signal's reason when it is aborted.
 */
export interface Storage {
  /** For messages: a path or URL without secrets. */
  readonly location: string

  /**
   * Stores a file, whole or not at all; when it resolves, the file survives a power cut. Storing the same file again is
   * no error. Raises HF_STORAGE_EXISTS (another config is there already), HF_STORAGE_FULL, HF_STORAGE_READ_ONLY.
   */
  save(handle: Handle, data: Uint8Array, options?: StorageOptions): Promise<void>

  /** Reads a file or a range of it. Raises HF_STORAGE_NOT_FOUND; HF_STORAGE_SHORT_READ when the range is not all there. */
  load(handle: Handle, options?: LoadOptions): Promise<Buffer>

  /** Size in bytes. Raises HF_STORAGE_NOT_FOUND. */
  stat(handle: Handle, options?: StorageOptions): Promise<{ readonly size: number }>

  /** All files of a type, in no particular order; what has no proper name is left out. */
  list(type: FileType, options?: StorageOptions): AsyncIterable<StoredFile>

  /** Removes a file; when it is gone already, that is fine. Raises HF_STORAGE_READ_ONLY. */
  remove(handle: Handle, options?: StorageOptions): Promise<void>

  /**
   * Removes what writes left behind whose process was killed in the middle. For whoever holds the repository alone: packs,
   * indexes and snapshots only, since others may be writing a lock even then. Raises HF_STORAGE_READ_ONLY.
   */
  removeUnfinished(options?: StorageOptions): Promise<void>
}

/** The path of a file below the repository's root, the same in every backend. */
export function storagePath({ type, name }: Handle): string {
  switch (type) {
    case 'config':
      return 'config'
    case 'pack':
      return `data/${name.slice(0, 2)}/${name}`
    case 'index':
      return `index/${name}`
    default:
      return `${type}s/${name}`
  }
}
