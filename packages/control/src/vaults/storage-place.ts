import type { Storage } from '@holdfast/repository'
import type { Row } from '../database/tables.ts'

/** How much room there is, in bytes. */
export interface Room {
  readonly free: number
  readonly total: number
}

/** Where the key slots of a vault lie beside its repository: whoever has the storage and a key needs no database. */
export interface SlotStore {
  /** Undefined where there are none yet. */
  read(): Promise<string | undefined>
  /** Replaces them, whole or not at all. */
  write(text: string): Promise<void>
  remove(): Promise<void>
}

/** Where vaults lie: one folder or bucket, with a repository for each vault. */
export interface StoragePlace {
  /** For messages: without secrets. */
  readonly location: string

  /** The repository of a vault, by its path in this place (`vaults/…`). Touches nothing. */
  repository(path: string): Storage

  /** The key slots of that vault. Touches nothing. */
  slots(path: string): SlotStore

  /** The paths of everything that lies where vaults do. Raises HF_STORAGE_UNREACHABLE. */
  vaultPaths(options?: { readonly signal?: AbortSignal }): Promise<string[]>

  /** Takes away what is left of a vault whose files were removed: empty folders, files half written. */
  clear(path: string): Promise<void>

  /**
   * Whether the place is there and can be written; its room, where that is known. `inUse`: vaults were written to it, so
   * that a place without any is another one than it was, such as an empty mount point. Raises HF_STORAGE_UNREACHABLE.
   */
  probe(options: { readonly inUse: boolean; readonly signal?: AbortSignal }): Promise<Room | undefined>
}

/** What of a storage's row says where it is. */
export type StorageRow = Pick<Row<'storage'>, 'name' | 'kind' | 'settings'>

export type OpenPlace = (storage: StorageRow) => StoragePlace
