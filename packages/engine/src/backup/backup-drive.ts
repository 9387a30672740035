import { type Clock, reclaimAll, systemClock } from '@holdfast/base'
import { acquireLock, BlobWriter, type Repository } from '@holdfast/repository'
import { Checkpointer } from '../checkpoint/checkpointer.ts'
import { takePartialFrom } from '../checkpoint/take-partial.ts'
import { applyExclusions } from '../exclusions/apply-exclusions.ts'
import { Exclusions } from '../exclusions/exclusions.ts'
import type { ItemTable } from '../items/item-table.ts'
import { lacksQuarantine, Quarantine } from '../quarantine/quarantine.ts'
import { dropLost } from '../repair/drop-lost.ts'
import { isMarkedDamaged } from '../repair/mark-damaged.ts'
import { NO_CHANGES } from '../signals/change-signals.ts'
import { type DriveState, describeDrive, type FolderCounts } from '../snapshot/drive-state.ts'
import { writeSnapshotTree } from '../snapshot/write-snapshot-tree.ts'
import { buildTrees } from '../trees/tree-builder.ts'
import type { BackupProgress, BackupResult, FailedFile } from './backup-result.ts'
import { captureDetails, type PermissionRow, type VersionRow } from './capture-details.ts'
import { ChangedItems } from './changed-items.ts'
import { type CollectedChanges, collectChanges } from './collect-changes.ts'
import { refuseEmptyListing, takeStock } from './completeness.ts'
import type { DriveSource } from './drive-source.ts'
import { FailureLedger } from './failure-ledger.ts'
import { type FilesToFetch, fetchFiles, filesToFetch } from './fetch-files.ts'
import { checkFolders } from './folder-counts.ts'
import {
  loadItems,
  openVaultContents,
  type PreviousBackup,
  SNAPSHOT_HOST,
  type VaultContents,
} from './previous-backup.ts'
import { snapshotSummary } from './snapshot-summary.ts'

export interface BackupOptions {
  readonly source: DriveSource
  readonly driveId: string
  /** Sign-in name of the owner; shown in the snapshot's `username`. */
  readonly principal?: string
  /** Whom the drive is backed up for; written into `drive.json`, so that the vault alone tells it. */
  readonly person?: DriveState['person']
  readonly repository: Repository
  /** How long to wait for whoever has the vault alone, to prune it for instance (default 0), milliseconds. */
  readonly waitForLock?: number
  readonly exclusions?: Exclusions
  /** List the whole drive anew and compare, instead of asking for what changed. Content in the vault is not fetched again. */
  readonly full?: boolean
  /** List the whole drive anew when that was not done for so many days (default 30): delta can lose deletions. */
  readonly enumerateAfterDays?: number
  /** Also record the version list of each changed file (2 request units a file). Off by default. */
  readonly versions?: boolean
  /** Also get the content of files that Microsoft marks as malware, into the snapshot's quarantine. Off by default. */
  readonly quarantineMalware?: boolean
  /** Files fetched at the same time (default 8). */
  readonly concurrency?: number
  /** Worker threads that compress and seal (default: one for each core, at most 4). */
  readonly workers?: number
  /** Named in snapshot and lock. */
  readonly programVersion?: string
  readonly clock?: Clock
  /** Milliseconds between two checkpoints at least (default 10 s): what a kill costs at most in downloads. */
  readonly checkpointInterval?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BackupProgress) => void
}

const DAY = 86_400_000
/** How long a stop may take to save what was fetched, milliseconds. */
const KEEPING_TIME = 30_000

/**
 * Backs up one drive into its vault. A file that cannot be fetched never stops the run; nothing becomes visible before
 * everything it names is durable. What was fetched by a run that was stopped or killed is not fetched again. Raises
 * HF_LOCKED, HF_WRONG_VAULT, HF_DRIVE_LOOKS_EMPTY, and what Microsoft, the storage or the repository raise.
 */
export async function backupDrive(options: BackupOptions): Promise<BackupResult> {
  await using lock = await acquireLock(options.repository, {
    exclusive: false,
    ...(options.waitForLock !== undefined && { retryFor: options.waitForLock }),
    ...(options.signal && { signal: options.signal }),
  })
  return await new BackupRun(options, lock.signal).run()
}

/** What a run knows once it is decided what to fetch. */
interface Decided {
  readonly vault: VaultContents
  readonly changes: CollectedChanges
  readonly ledger: FailureLedger
  readonly quarantine: Quarantine
  readonly files: FilesToFetch
  readonly folders: FolderCounts
  /** Files that a checkpoint had. */
  readonly resumed: number
}

class BackupRun {
  readonly #options: BackupOptions
  readonly #signal: AbortSignal
  /** Ends writing at once: a cancel does not, since what was fetched is to be kept. */
  readonly #lost: AbortSignal
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #exclusions: Exclusions
  #progress: BackupProgress = {
    phase: 'opening',
    listed: 0,
    files: 0,
    filesTotal: 0,
    bytes: 0,
    bytesTotal: 0,
    failed: 0,
    first: false,
  }

  constructor(options: BackupOptions, lost: AbortSignal) {
    this.#options = options
    this.#lost = lost
    this.#signal = options.signal ? AbortSignal.any([options.signal, lost]) : lost
    this.#clock = options.clock ?? systemClock
    this.#startedAt = this.#clock.now()
    this.#exclusions = options.exclusions ?? new Exclusions()
  }

  async run(): Promise<BackupResult> {
    const { repository, source, driveId } = this.#options
    this.#report({})
    const vault = await openVaultContents(repository, driveId, this.#signal)
    const { previous } = vault
    const ledger = new FailureLedger(this.#clock, previous?.failures)
    const quarantine = new Quarantine(previous?.quarantined, this.#options.quarantineMalware)
    if (quarantine.wanted) ledger.hurry((failure) => lacksQuarantine(failure, quarantine))
    const sameRules = previous?.state.exclusions === this.#exclusions.fingerprint
    const link = this.#enumerationDue(previous?.state) ? undefined : previous?.state.deltaLink
    this.#report({ phase: 'listing' })
    // After damage the vault may lack content that rows name.
    const heal = previous !== undefined && (isMarkedDamaged(previous.snapshot) || vault.unreadable.length > 0)
    // Rows are needed even without any change when a failed file is due or the rules are other ones.
    const mayStayUnread = previous !== undefined && sameRules && !ledger.hasDue && !heal
    const loadTable = (): Promise<ItemTable> => loadItems(previous?.opened)
    const changes =
      (await collectChanges(link, {
        source,
        driveId,
        loadTable,
        signal: this.#signal,
        onItems: (listed) => this.#report({ listed }),
      })) ?? (mayStayUnread ? undefined : await withoutChanges(loadTable, link as string))
    if (!changes) return await this.#unchanged(vault, previous as PreviousBackup)

    const { table } = changes
    if (table.size <= 1) await refuseEmptyListing(source, driveId, this.#signal)
    const { claims, enumerated } = changes
    const before = previous?.state.folderCounts
    const folders = await checkFolders({
      table,
      claims,
      enumerated,
      source,
      driveId,
      signal: this.#signal,
      ...(before && { before }),
    })
    if (!this.#exclusions.isEmpty || !sameRules) applyExclusions(table, this.#exclusions)
    for (const files of [ledger, quarantine])
      files.retain((id) => table.get(id)?.kind === 'file' && !table.get(id)?.excluded)
    if (previous && (changes.enumerated || heal)) dropLost(table, vault.index)
    const resumed = (await vault.checkpoint?.applyTo(table)) ?? 0
    const files = filesToFetch(table, ledger)
    if (
      previous &&
      !table.hasDirty &&
      !changes.enumerated &&
      !ledger.changed &&
      sameRules &&
      files.ids.length === 0 &&
      folders.suspected.length === 0
    ) {
      return await this.#unchanged(vault, previous)
    }
    await using writer = await BlobWriter.open(repository, vault.index, {
      signal: this.#lost,
      ...(this.#options.workers !== undefined && { workers: this.#options.workers }),
    })
    const interval = this.#options.checkpointInterval
    using checkpointer = new Checkpointer({
      repository,
      writer,
      driveId,
      clock: this.#clock,
      ...(interval !== undefined && { interval }),
      ...(vault.checkpoint && { earlier: vault.checkpoint }),
    })
    try {
      return await this.#save(writer, checkpointer, {
        vault,
        changes,
        ledger,
        quarantine,
        files,
        folders,
        resumed,
      })
    } catch (error) {
      await this.#keepWhatWasFetched(checkpointer)
      throw error
    }
  }

  async #save(
    writer: BlobWriter,
    checkpointer: Checkpointer,
    { vault, changes, ledger, quarantine, files, folders, resumed }: Decided,
  ): Promise<BackupResult> {
    const { previous, checkpoint, unreadable } = vault
    const { source, driveId, repository, concurrency = 8 } = this.#options
    const { table, urls, changed } = changes
    const signal = this.#signal
    reclaimAll()
    this.#report({
      phase: 'fetching',
      filesTotal: files.ids.length,
      bytesTotal: files.bytes,
      first: previous === undefined,
    })
    const fetched = await fetchFiles(files.ids, {
      table,
      ledger,
      quarantine,
      urls,
      source,
      driveId,
      writer,
      signal,
      concurrency,
      checkpointer,
      takePartial: takePartialFrom((await checkpoint?.partials()) ?? []),
      onAdvanced: (item, blobs, hash) => checkpointer.advanced(item, blobs, hash),
      onBytes: (bytes) => this.#report({ bytes: this.#progress.bytes + bytes }),
      onFile: (_, failed) =>
        this.#report({ files: this.#progress.files + 1, failed: this.#progress.failed + (failed ? 1 : 0) }),
    })
    this.#report({ phase: 'writing' })
    reclaimAll()
    const permissions = await captureDetails<PermissionRow>({
      table,
      changed,
      concurrency,
      before: previous?.opened.permissions() ?? nothing(),
      candidates: table.shared(),
      wanted: (item) => item.shared === true && !item.excluded,
      fetch: async ({ id }) => ({ id, permissions: await source.permissions(driveId, id, { signal }) }),
    })
    const versions = await captureDetails<VersionRow>({
      table,
      changed,
      concurrency,
      before: previous?.opened.versions() ?? nothing(),
      candidates: this.#options.versions ? table.values() : [],
      wanted: (item) => this.#options.versions === true && item.kind === 'file' && !item.excluded,
      fetch: async ({ id }) => ({ id, versions: await source.versions(driveId, id, { signal }) }),
    })
    const trees = await buildTrees(table, writer)
    const drive = await source.drive(driveId, { signal })
    const stock = takeStock(table, drive, { ledger, folders })
    const takenAt = Math.max(this.#clock.now(), previous ? Date.parse(previous.snapshot.time) + 1 : 0)
    const iso = new Date(takenAt).toISOString()
    const principal = this.#options.principal ?? drive.owner?.user?.email
    const state: DriveState = {
      ...describeDrive(drive, principal),
      ...(this.#options.person && { person: this.#options.person }),
      deltaLink: changes.deltaLink,
      enumeratedAt: changes.enumerated || !previous ? iso : previous.state.enumeratedAt,
      takenAt: iso,
      exclusions: this.#exclusions.fingerprint,
      ...stock,
      folderCounts: folders,
    }
    const tree = await writeSnapshotTree(
      writer,
      {
        filesTree: trees.tree,
        state,
        items: table.rowsById(),
        permissions: permissions.rows,
        versions: versions.rows,
        failures: ledger.list(),
        quarantine: quarantine.list(),
      },
      takenAt,
    )
    await checkpointer.settled()
    await writer.flush()
    // From here on everything the snapshot names is durable; a cancel now must not leave a run half told.
    signal.throwIfAborted()
    const snapshotId = await repository.saveSnapshot({
      time: iso,
      ...(previous && { parent: previous.snapshot.id }),
      tree,
      paths: ['/OneDrive'],
      hostname: SNAPSHOT_HOST,
      ...(principal !== undefined && { username: principal }),
      programVersion: this.#options.programVersion ?? 'holdfast',
      summary: snapshotSummary({
        startedAt: this.#startedAt,
        endedAt: this.#clock.now(),
        changed,
        counts: stock.counts,
        writer: writer.stats,
      }),
    })
    // The backup is saved: a checkpoint that cannot be removed now is removed by the next run.
    await checkpointer.remove().catch(() => {})
    const failures = listFailures(ledger, table)
    const kinds = changed.count()
    return {
      outcome: failures.length > 0 ? 'saved-with-errors' : 'saved',
      snapshotId,
      verifiedAt: iso,
      enumerated: changes.enumerated,
      counts: stock.counts,
      changes: {
        added: kinds.files.new + kinds.folders.new,
        changed: kinds.files.changed + kinds.folders.changed,
        deleted: changes.deleted,
        fetched: fetched.files,
        resumed,
        directoriesWritten: trees.rebuilt,
      },
      signals:
        previous === undefined
          ? NO_CHANGES
          : {
              created: kinds.files.new,
              modified: kinds.files.changed,
              deleted: changes.deletedFiles,
              encrypted: fetched.encrypted,
            },
      bytes: {
        downloaded: fetched.bytes,
        added: writer.stats.dataAdded,
        stored: writer.stats.dataAddedPacked,
      },
      completeness: stock.completeness,
      failures,
      quarantined: quarantine.size,
      warnings: [
        ...unreadable.map((id) => `Snapshot ${id.slice(0, 8)} is damaged: \`holdfast repair\` tells more.`),
        ...(permissions.refused ? [`Sharing could not be recorded: ${permissions.refused}`] : []),
        ...(versions.refused ? [`Versions could not be recorded: ${versions.refused}`] : []),
        ...stock.completeness.findings,
      ],
      seconds: (this.#clock.now() - this.#startedAt) / 1000,
    }
  }

  #enumerationDue(state: DriveState | undefined): boolean {
    if (!state || this.#options.full) return true
    // A deletion that delta did not tell of shows up so, and in no other way.
    if (state.folderCounts && state.folderCounts.suspected.length > 0) return true
    return this.#clock.now() - Date.parse(state.enumeratedAt) > (this.#options.enumerateAfterDays ?? 30) * DAY
  }

  /** Before a stop or an error goes up: the next run goes on from here. Never hides why the run ends, never holds it up for long. */
  async #keepWhatWasFetched(checkpointer: Checkpointer): Promise<void> {
    const late = new AbortController()
    await Promise.race([
      checkpointer.save().catch(() => {}),
      this.#clock.sleep(KEEPING_TIME, AbortSignal.any([late.signal, this.#lost])).catch(() => {}),
    ])
    late.abort()
  }

  async #unchanged({ checkpoint }: VaultContents, previous: PreviousBackup): Promise<BackupResult> {
    const { state, snapshot } = previous
    const { files, folders, notebooks, shortcuts, excluded, failed } = state.counts
    if (files + folders + notebooks + shortcuts + excluded + failed === 0)
      await refuseEmptyListing(this.#options.source, this.#options.driveId, this.#signal)
    for (const { id } of checkpoint?.snapshots ?? []) await this.#options.repository.removeSnapshot(id)
    return {
      outcome: 'unchanged',
      snapshotId: snapshot.id,
      verifiedAt: new Date(this.#clock.now()).toISOString(),
      enumerated: false,
      counts: state.counts,
      changes: { added: 0, changed: 0, deleted: 0, fetched: 0, resumed: 0, directoriesWritten: 0 },
      signals: NO_CHANGES,
      bytes: { downloaded: 0, added: 0, stored: 0 },
      completeness: state.completeness,
      failures: previous.failures.map((failure) => ({ ...failure, path: '' })),
      quarantined: previous.quarantined.length,
      warnings: [...state.completeness.findings],
      seconds: (this.#clock.now() - this.#startedAt) / 1000,
    }
  }

  #report(change: Partial<BackupProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#options.onProgress?.(this.#progress)
  }
}

/** A quiet drive whose rows are needed all the same. */
async function withoutChanges(
  loadTable: () => Promise<ItemTable>,
  deltaLink: string,
): Promise<CollectedChanges> {
  const table = await loadTable()
  return {
    table,
    deltaLink,
    enumerated: false,
    changed: new ChangedItems(table),
    deleted: 0,
    deletedFiles: 0,
    urls: new Map(),
    claims: new Map(),
  }
}

async function* nothing(): AsyncGenerator<never> {}

function listFailures(ledger: FailureLedger, table: ItemTable): FailedFile[] {
  return ledger.list().map((failure) => ({ ...failure, path: table.pathOf(failure.id)?.join('/') ?? '' }))
}
