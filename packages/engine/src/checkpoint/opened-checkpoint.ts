import { hasCode } from '@holdfast/base'
import {
  type BlobIndex,
  BlobReader,
  type Id,
  type Repository,
  type Snapshot,
  type TreeNode,
} from '@holdfast/repository'
import type { Item } from '../items/item.ts'
import { contentOutdated } from '../items/item-changed.ts'
import type { ItemTable } from '../items/item-table.ts'
import { decodeJsonLines } from '../items/items-file.ts'
import {
  CHECKPOINT_FILES,
  type CheckpointDrive,
  type CheckpointRow,
  type PartialFile,
} from './checkpoint-format.ts'

/** What an unfinished run left behind. */
export class OpenedCheckpoint {
  /** All checkpoints found, oldest first: a run may have ended between saving one and removing the one before. */
  readonly snapshots: readonly Snapshot[]
  /** The directories of the newest one that hold finished files. */
  readonly parts: readonly TreeNode[]
  readonly #reader: BlobReader
  readonly #index: BlobIndex
  readonly #open: TreeNode | undefined

  private constructor(
    snapshots: readonly Snapshot[],
    reader: BlobReader,
    index: BlobIndex,
    top: readonly TreeNode[],
  ) {
    this.snapshots = snapshots
    this.#reader = reader
    this.#index = index
    this.parts = top.filter(({ name, subtree }) => subtree && /^\d+$/.test(name))
    this.#open = top.find(({ name }) => name === CHECKPOINT_FILES.open)
  }

  /**
   * Reads the newest of these checkpoints. One that is damaged or another drive's counts as empty: it only costs
   * downloads that it would have saved.
   */
  static async open(
    repository: Repository,
    index: BlobIndex,
    snapshots: readonly Snapshot[],
    driveId: string,
  ): Promise<OpenedCheckpoint> {
    const reader = new BlobReader(repository, index)
    const newest = snapshots.at(-1)
    try {
      const top = newest ? await reader.readTree(newest.tree) : []
      const drive = top.find(({ name }) => name === CHECKPOINT_FILES.drive)
      if (drive && (await readJson<CheckpointDrive>(reader, drive)).driveId === driveId) {
        return new OpenedCheckpoint(snapshots, reader, index, top)
      }
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    return new OpenedCheckpoint(snapshots, reader, index, [])
  }

  /** Notes at the files of the table what is in the vault already; gives their number. */
  async applyTo(table: ItemTable): Promise<number> {
    let applied = 0
    try {
      for (const part of this.parts) {
        for await (const { id, stored } of this.#rows<CheckpointRow>(part)) {
          const item = table.get(id)
          if (item?.kind !== 'file' || item.excluded || !contentOutdated(item)) continue
          const resumed: Item = { ...item, stored }
          if (contentOutdated(resumed) || !this.#isThere(stored.blobs)) continue
          table.put(resumed)
          applied++
        }
      }
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    return applied
  }

  /** The files that were under way. */
  async partials(): Promise<PartialFile[]> {
    try {
      const rows = this.#open ? await Array.fromAsync(this.#rows<PartialFile>(this.#open)) : []
      return rows.filter(({ blobs }) => this.#isThere(blobs))
    } catch (error) {
      if (!isDamage(error)) throw error
      return []
    }
  }

  #isThere(blobs: readonly Id[]): boolean {
    return blobs.every((id) => this.#index.has('data', id))
  }

  async *#rows<T>(directory: TreeNode): AsyncGenerator<T> {
    if (!directory.subtree) return
    const nodes = await this.#reader.readTree(directory.subtree)
    const rows = nodes.find(({ name }) => name === CHECKPOINT_FILES.rows)
    if (rows) yield* decodeJsonLines<T>(this.#reader.readFile(rows), CHECKPOINT_FILES.rows)
  }
}

async function readJson<T>(reader: BlobReader, node: TreeNode): Promise<T> {
  const [value] = await Array.fromAsync(decodeJsonLines<T>(reader.readFile(node), node.name))
  return value ?? ({} as T)
}

function isDamage(error: unknown): boolean {
  return hasCode(
    error,
    'HF_METADATA_DAMAGED',
    'HF_BLOB_MISSING',
    'HF_BLOB_DAMAGED',
    'HF_TREE_INVALID',
    'HF_STORAGE_NOT_FOUND',
    'HF_STORAGE_SHORT_READ',
  )
}
