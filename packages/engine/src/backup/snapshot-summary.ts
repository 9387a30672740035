import type { SnapshotSummary } from '@holdfast/repository'
import { isContainer } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'
import type { DriveCounts } from '../snapshot/drive-state.ts'

interface SummaryInput {
  readonly startedAt: number
  readonly endedAt: number
  readonly changed: ReadonlyMap<string, 'new' | 'changed'>
  readonly table: ItemTable
  readonly counts: DriveCounts
  readonly writer: {
    readonly dataBlobs: number
    readonly treeBlobs: number
    readonly dataAdded: number
    readonly dataAddedPacked: number
  }
}

/** The numbers that restic shows with a snapshot (its `summary` field). */
export function snapshotSummary(input: SummaryInput): SnapshotSummary {
  const of = { files: { new: 0, changed: 0 }, dirs: { new: 0, changed: 0 } }
  for (const [id, kind] of input.changed) {
    const item = input.table.get(id)
    if (item) of[isContainer(item) ? 'dirs' : 'files'][kind]++
  }
  const { files, folders, notebooks, bytes } = input.counts
  const directories = folders + notebooks + 1
  return {
    backup_start: new Date(input.startedAt).toISOString(),
    backup_end: new Date(input.endedAt).toISOString(),
    files_new: of.files.new,
    files_changed: of.files.changed,
    files_unmodified: Math.max(0, files - of.files.new - of.files.changed),
    dirs_new: of.dirs.new,
    dirs_changed: of.dirs.changed,
    dirs_unmodified: Math.max(0, directories - of.dirs.new - of.dirs.changed),
    data_blobs: input.writer.dataBlobs,
    tree_blobs: input.writer.treeBlobs,
    data_added: input.writer.dataAdded,
    data_added_packed: input.writer.dataAddedPacked,
    total_files_processed: files,
    total_bytes_processed: bytes,
  }
}
