import { hasCode } from '@holdfast/base'
import {
  type BlobIndex,
  BlobReader,
  BlobWriter,
  type DamagedFiles,
  findDamagedFiles,
  forgetDamaged,
  isCheckpoint,
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
import { dropLostTrees } from './drop-lost.ts'
import { fetchByPath } from './fetch-by-path.ts'
import { fetchLost } from './fetch-lost.ts'
import { type Loss, LossFinder } from './find-losses.ts'
import { markDamaged } from './mark-damaged.ts'

export interface VaultRepairOptions extends Omit<RepairOptions, 'onProgress'> {
  readonly repository: Repository
  /** Where lost content is fetched again; without it only what lies in the vault is put in order. */
  readonly source?: DriveSource
  /** Remove snapshot, key and lock files that cannot be read; by default they are only named. A key file for the password replaces damaged ones. */
  readonly forgetDamaged?: { readonly password: string }
  readonly onProgress?: (progress: VaultRepairProgress) => void
}

export interface VaultRepairProgress {
  readonly phase: 'read' | 'rescue' | 'rebuild' | 'fetch'
  readonly done: number
  readonly total: number
}

export interface VaultRepair {
  readonly packs: PackRepair
  /** Small files that cannot be read. */
  readonly damaged: DamagedFiles
  /** Whether these were removed. */
  readonly forgotten: boolean
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
  const { snapshots: oldestFirst } = await repository.readableSnapshots({ ...(signal && { signal }) })
  const snapshots = oldestFirst.toReversed()
  const damaged = await findDamagedFiles(repository, { ...(signal && { signal }) })
  const forgotten = options.forgetDamaged !== undefined && !dryRun
  if (options.forgetDamaged && forgotten)
    await forgetDamaged(repository, damaged, options.forgetDamaged.password)
  const nothing = { packs, damaged, forgotten, rebuiltDirectories: 0, fetchedFiles: 0, losses: [] }
  if (dryRun) return nothing
  const index = await loadIndex(repository)
  const reader = new BlobReader(repository, index)
  const lost = await findAll(snapshots, reader, index, signal)
  if (lost.length === 0) return nothing
  await using writer = await BlobWriter.open(repository, index, { ...(signal && { signal }) })
  let fetchedFiles = 0
  let driveId: string | undefined
  const before = writer.stats.treeBlobs
  let newest: Snapshot | undefined
  for (const [done, snapshot] of snapshots.entries()) {
    onProgress?.({ phase: 'rebuild', done, total: snapshots.length })
    const opened = await openIfReadable(snapshot, reader)
    if (!opened) continue
    driveId ??= (await opened.driveState()).driveId
    const first = newest === undefined
    newest ??= snapshot
    await rebuildTrees(opened, writer, index)
    // Only the newest snapshot knows files as they may still be in the drive.
    if (first && options.source) {
      fetchedFiles = await fetchLost(opened, { ...options, source: options.source, writer, index })
    }
  }
  await writer.flush()
  const latest = snapshots.find((one) => one.hostname === SNAPSHOT_HOST && !isCheckpoint(one))
  if (latest && options.source && driveId !== undefined) {
    // Where the newest item table is lost itself, the place of a file is all that is left to go by.
    const left = await new LossFinder(reader, index).in(latest, signal)
    fetchedFiles += await fetchByPath(left, { ...options, source: options.source, driveId, writer, index })
  }
  const losses = await findAll(snapshots, reader, index, signal)
  const marked =
    latest && losses.some((loss) => loss.snapshot === latest.id)
      ? await markDamaged(repository, latest)
      : undefined
  return {
    ...nothing,
    rebuiltDirectories: writer.stats.treeBlobs - before,
    fetchedFiles,
    losses: losses.map((loss) =>
      marked && loss.snapshot === latest?.id ? { ...loss, snapshot: marked.id } : loss,
    ),
  }
}

async function findAll(
  snapshots: readonly Snapshot[],
  reader: BlobReader,
  index: BlobIndex,
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
async function rebuildTrees(opened: OpenedSnapshot, writer: BlobWriter, index: BlobIndex): Promise<void> {
  try {
    const table = await opened.itemTable()
    dropLostTrees(table, index)
    if (table.hasDirty || !index.has('tree', opened.filesTree)) await buildTrees(table, writer)
  } catch (error) {
    if (!hasCode(error, 'HF_BLOB_MISSING', 'HF_BLOB_DAMAGED', 'HF_METADATA_DAMAGED')) throw error
  }
}
