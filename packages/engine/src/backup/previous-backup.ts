import { type BlobIndex, BlobReader, loadIndex, type Repository, type Snapshot } from '@holdfast/repository'
import { engineErrors } from '../errors.ts'
import { ItemTable } from '../items/item-table.ts'
import type { DriveState } from '../snapshot/drive-state.ts'
import { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'
import type { Failure } from './failure-ledger.ts'

/** All snapshots of a vault carry this host: `restic forget` groups by it, and a vault holds one drive only. */
export const SNAPSHOT_HOST = 'onedrive'

/** What the newest snapshot of a vault tells a run, without its item table. */
export interface PreviousBackup {
  readonly snapshot: Snapshot
  readonly index: BlobIndex
  readonly opened: OpenedSnapshot
  readonly state: DriveState
  readonly failures: readonly Failure[]
}

/** Undefined in a vault without a snapshot of ours. Raises HF_WRONG_VAULT when it is another drive's. */
export async function openPreviousBackup(
  repository: Repository,
  driveId: string,
  signal: AbortSignal,
): Promise<PreviousBackup | undefined> {
  const snapshots = await repository.snapshots({ signal })
  const snapshot = snapshots.findLast((candidate) => candidate.hostname === SNAPSHOT_HOST)
  if (!snapshot) return undefined
  const index = await loadIndex(repository, { signal })
  const opened = await OpenedSnapshot.open(snapshot, new BlobReader(repository, index))
  const state = await opened.driveState()
  if (state.driveId !== driveId)
    throw engineErrors.HF_WRONG_VAULT({ vaultDrive: state.driveId, drive: driveId })
  return { snapshot, index, opened, state, failures: await Array.fromAsync(opened.failures()) }
}

/** The item table of a snapshot; an empty one without. */
export async function loadItems(opened: OpenedSnapshot | undefined): Promise<ItemTable> {
  const table = new ItemTable()
  if (opened) for await (const item of opened.items()) table.load(item)
  return table
}
