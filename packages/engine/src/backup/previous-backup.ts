import { hasCode } from '@holdfast/base'
import {
  type BlobIndex,
  BlobReader,
  type Id,
  isCheckpoint,
  loadIndex,
  type Repository,
  type Snapshot,
} from '@holdfast/repository'
import { OpenedCheckpoint } from '../checkpoint/opened-checkpoint.ts'
import { engineErrors } from '../errors.ts'
import { ItemTable } from '../items/item-table.ts'
import type { QuarantinedFile } from '../quarantine/quarantine.ts'
import type { DriveState } from '../snapshot/drive-state.ts'
import { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'
import type { Failure } from './failure-ledger.ts'

/** All snapshots of a vault carry this host: `restic forget` groups by it, and a vault holds one drive only. */
export const SNAPSHOT_HOST = 'onedrive'

/** What the newest snapshot of a vault tells a run, without its item table. */
export interface PreviousBackup {
  readonly snapshot: Snapshot
  readonly opened: OpenedSnapshot
  readonly state: DriveState
  readonly failures: readonly Failure[]
  readonly quarantined: readonly QuarantinedFile[]
}

/** What a vault holds before a run: the newest backup, and what an unfinished run left. */
export interface VaultContents {
  readonly index: BlobIndex
  readonly previous?: PreviousBackup
  /** Backups that are too damaged to go on from. */
  readonly unreadable: readonly Id[]
  readonly checkpoint?: OpenedCheckpoint
}

/**
 * Reads index and newest snapshot; where damage keeps it from being read, the one before. Raises HF_WRONG_VAULT when it is
 * another drive's.
 */
export async function openVaultContents(
  repository: Repository,
  driveId: string,
  signal: AbortSignal,
): Promise<VaultContents> {
  const { snapshots, damaged } = await repository.readableSnapshots({ signal })
  const unfinished = snapshots.filter(isCheckpoint)
  const index = await loadIndex(repository, { signal })
  const unreadable: Id[] = [...damaged]
  let previous: PreviousBackup | undefined
  for (const snapshot of snapshots.toReversed()) {
    if (snapshot.hostname !== SNAPSHOT_HOST || isCheckpoint(snapshot)) continue
    previous = await openPrevious(repository, snapshot, index, driveId)
    if (previous) break
    unreadable.push(snapshot.id)
  }
  const checkpoint =
    unfinished.length > 0 ? await OpenedCheckpoint.open(repository, index, unfinished, driveId) : undefined
  return { index, unreadable, ...(previous && { previous }), ...(checkpoint && { checkpoint }) }
}

async function openPrevious(
  repository: Repository,
  snapshot: Snapshot,
  index: BlobIndex,
  driveId: string,
): Promise<PreviousBackup | undefined> {
  const opened = await openIfWhole(repository, snapshot, index)
  if (!opened) return undefined
  const state = await opened.driveState()
  if (state.driveId !== driveId)
    throw engineErrors.HF_WRONG_VAULT({ vaultDrive: state.driveId, drive: driveId })
  const failures = await Array.fromAsync(opened.failures())
  // What damage took out of quarantine counts as never taken.
  const quarantined = (await Array.fromAsync(opened.quarantined())).filter(({ blobs }) =>
    blobs.every((id) => index.has('data', id)),
  )
  return { snapshot, opened, state, failures, quarantined }
}

async function openIfWhole(
  repository: Repository,
  snapshot: Snapshot,
  index: BlobIndex,
): Promise<OpenedSnapshot | undefined> {
  try {
    const opened = await OpenedSnapshot.open(snapshot, new BlobReader(repository, index))
    return opened.isWhole(index) ? opened : undefined
  } catch (error) {
    if (hasCode(error, 'HF_BLOB_MISSING', 'HF_BLOB_DAMAGED', 'HF_TREE_INVALID')) return undefined
    throw error
  }
}

/** The item table of a snapshot; an empty one without. */
export async function loadItems(opened: OpenedSnapshot | undefined): Promise<ItemTable> {
  return (await opened?.itemTable()) ?? new ItemTable()
}
