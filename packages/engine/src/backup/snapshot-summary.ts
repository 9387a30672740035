import type { SnapshotSummary } from '@holdfast/repository'
import type { DriveCounts } from '../snapshot/drive-state.ts'
import type { ChangedItems } from './changed-items.ts'

interface SummaryInput {
  readonly startedAt: number
  readonly endedAt: number
  readonly changed: ChangedItems
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
  const of = input.changed.count()
  const { files, folders, notebooks, bytes } = input.counts
  const directories = folders + notebooks + 1
  return {
    backup_start: new Date(input.startedAt).toISOString(),
    backup_end: new Date(input.endedAt).toISOString(),
    files_new: of.files.new,
    files_changed: of.files.changed,
    files_unmodified: Math.max(0, files - of.files.new - of.files.changed),
    dirs_new: of.folders.new,
    dirs_changed: of.folders.changed,
    dirs_unmodified: Math.max(0, directories - of.folders.new - of.folders.changed),
    data_blobs: input.writer.dataBlobs,
    tree_blobs: input.writer.treeBlobs,
    data_added: input.writer.dataAdded,
    data_added_packed: input.writer.dataAddedPacked,
    total_files_processed: files,
    total_bytes_processed: bytes,
  }
}
