import type { QuickXorState } from '@holdfast/base'
import type { Id } from '@holdfast/repository'
import type { StoredContent } from '../items/item.ts'

/**
 * A checkpoint is a snapshot of unfinished work: its tag keeps it out of every list of backups, and being a snapshot keeps
 * what it names from being pruned. Its tree:
 *
 *     drive.json        whose drive it is
 *     0001/files.jsonl  the files that the first checkpoint added, a CheckpointRow a line
 *     0001/content/     a node for each of them, named by its id: what keeps the blobs in use
 *     0002/…            what the next one added
 *     open/             the same for files that were under way, as PartialFile rows
 */
export const CHECKPOINT_FILES = {
  drive: 'drive.json',
  rows: 'files.jsonl',
  content: 'content',
  open: 'open',
} as const

/** restic groups snapshots by host: a checkpoint is in nobody's group. */
export const CHECKPOINT_HOST = 'onedrive-unfinished'

/** A file whose content is in the vault. */
export interface CheckpointRow {
  readonly id: string
  readonly stored: StoredContent
}

/** The beginning of a large file, up to a cut. */
export interface PartialFile {
  readonly id: string
  /** The state of the file that it is the beginning of. */
  readonly etag?: string
  readonly hash?: string
  readonly listedSize?: number
  readonly blobs: readonly Id[]
  readonly size: number
  readonly state: QuickXorState
}

export interface CheckpointDrive {
  readonly formatVersion: 1
  readonly driveId: string
}
