import { HoldfastError, hasCode } from '@holdfast/base'
import {
  BlobReader,
  BlobWriter,
  type Id,
  loadIndex,
  type PackRepair,
  type RepairOptions,
  type Repository,
  repairPacks,
  type Snapshot,
} from '@holdfast/repository'
import type { DriveSource } from '../backup/drive-source.ts'
import { SNAPSHOT_HOST } from '../backup/previous-backup.ts'
import { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'
import { buildTrees } from '../trees/tree-builder.ts'
import { fetchByPath } from './fetch-by-path.ts'
import { fetchLost } from './fetch-lost.ts'
import { type Loss, LossFinder } from './find-losses.ts'

export interface VaultRepairOptions extends Omit<RepairOptions, 'onProgress'> {
  readonly repository: Repository
  /** Where lost content is fetched again; without it only what lies in the vault is put in order. */
  readonly source?: DriveSource
  readonly onProgress?: (progress: VaultRepairProgress) => void
}

export interface VaultRepairProgress {
  readonly phase: 'read' | 'rescue' | 'rebuild' | 'fetch'
  readonly done: number
  readonly total: number
}

export interface VaultRepair {
  readonly packs: PackRepair
  /** Snapshot files that cannot be read; they are left where they are. */
  readonly damagedSnapshots: readonly Id[]
  /** Directories written again from the item table. */
  readonly rebuiltDirectories: number
  /** Files whose content was fetched from the drive again. */
  readonly fetchedFiles: number
  /** What is lost all the same, for each directory and file in the newest snapshot that shows it. */
  readonly losses: readonly Loss[]
}

/**
 * Puts a damaged vault in order: an index of what is really there, blobs rescued from damaged packs, directories built
 * again from the item table, content of unchanged files fetched again from the drive. The caller holds an exclusive lock.
 * With `dryRun` only the packs are looked at, and nothing is written.
 */
export async function repairVault(options: VaultRepairOptions): Promise<VaultRepair> {
  const { repository, dryRun = false, signal, onProgress } = options
  const packs = await repairPacks(repository, options)
  const { snapshots, damaged } = await readSnapshots(repository)
  const nothing = { packs, damagedSnapshots: damaged, rebuiltDirectories: 0, fetchedFiles: 0, losses: [] }
  if (dryRun) return nothing
  const index = await loadIndex(repository)
  const reader = new BlobReader(repository, index)
  const lost = await findAll(snapshots, reader, index, signal)
  if (lost.length === 0) return nothing
  await using writer = await BlobWriter.open(repository, index, { ...(signal && { signal }) })
  let fetchedFiles = 0
  let driveId: string | undefined
  const before = writer.stats.treeBlobs
  for (const [done, snapshot] of snapshots.entries()) {
    onProgress?.({ phase: 'rebuild', done, total: snapshots.length })
    const opened = await openIfReadable(snapshot, reader)
    if (!opened) continue
    driveId ??= (await opened.driveState()).driveId
    await rebuildTrees(opened, writer, (id) => index.has('tree', id))
    // Only the newest snapshot knows files as they may still be in the drive.
    if (done === 0 && options.source) {
      fetchedFiles = await fetchLost(opened, { ...options, source: options.source, writer, index })
    }
  }
  await writer.flush()
  const newest = snapshots[0]
  if (newest && options.source && driveId !== undefined) {
    // Where the newest item table is lost itself, the place of a file is all that is left to go by.
    const left = await new LossFinder(reader, index).in(newest, signal)
    fetchedFiles += await fetchByPath(left, { ...options, source: options.source, driveId, writer })
    await writer.flush()
  }
  return {
    ...nothing,
    rebuiltDirectories: writer.stats.treeBlobs - before,
    fetchedFiles,
    losses: await findAll(snapshots, reader, index, signal),
  }
}

/** Newest first; those of other programs, too. */
async function readSnapshots(repository: Repository): Promise<{ snapshots: Snapshot[]; damaged: Id[] }> {
  const snapshots: Snapshot[] = []
  const damaged: Id[] = []
  for (const id of await repository.listIds('snapshot')) {
    try {
      snapshots.push(await repository.findSnapshot(id))
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.retry === 'now') throw error
      damaged.push(id)
    }
  }
  return { snapshots: snapshots.sort((a, b) => Date.parse(b.time) - Date.parse(a.time)), damaged }
}

async function findAll(
  snapshots: readonly Snapshot[],
  reader: BlobReader,
  index: Awaited<ReturnType<typeof loadIndex>>,
  signal?: AbortSignal,
): Promise<Loss[]> {
  const finder = new LossFinder(reader, index)
  const losses: Loss[] = []
  for (const snapshot of snapshots) losses.push(...(await finder.in(snapshot, signal)))
  return losses
}

/** Undefined when the snapshot is not ours, or so damaged that its item table is out of reach. */
async function openIfReadable(snapshot: Snapshot, reader: BlobReader): Promise<OpenedSnapshot | undefined> {
  if (snapshot.hostname !== SNAPSHOT_HOST) return undefined
  try {
    const opened = await OpenedSnapshot.open(snapshot, reader)
    await opened.driveState()
    return opened
  } catch (error) {
    if (hasCode(error, 'HF_BLOB_MISSING', 'HF_BLOB_DAMAGED', 'HF_METADATA_MISSING', 'HF_METADATA_DAMAGED'))
      return undefined
    throw error
  }
}

/** A directory says no more than the item table: built from it again, it has the same id. */
async function rebuildTrees(
  opened: OpenedSnapshot,
  writer: BlobWriter,
  isThere: (tree: Id) => boolean,
): Promise<void> {
  try {
    const table = await opened.itemTable()
    for (const item of [...table.values()]) {
      if (item.tree === undefined || isThere(item.tree)) continue
      table.setTree(item.id, undefined)
      table.markDirty(item.id)
    }
    if (table.hasDirty || !isThere(opened.filesTree)) await buildTrees(table, writer)
  } catch (error) {
    if (!hasCode(error, 'HF_BLOB_MISSING', 'HF_BLOB_DAMAGED', 'HF_METADATA_DAMAGED')) throw error
  }
}
