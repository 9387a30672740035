import { hasCode } from '@holdfast/base'
import {
  type BackupOptions,
  type BackupResult,
  backupDrive,
  Exclusions,
  OpenedSnapshot,
} from '@holdfast/engine'
import type { GraphClient } from '@holdfast/graph'
import { BlobReader, loadIndex, type Repository } from '@holdfast/repository'
import { findAnomalies } from '../anomalies/find-anomalies.ts'
import { raiseAnomaly } from '../anomalies/raise-anomaly.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { exclusionsFor } from '../exclusions/global-exclusions.ts'
import type { UsageFact } from '../governance/count-usage.ts'
import { recordUsage } from '../governance/record-usage.ts'
import { usageOfSnapshot } from '../governance/usage-of-snapshot.ts'
import { licence } from '../licences/licence.ts'
import { licenceUse } from '../licences/licence-use.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import { Schedule } from '../schedule/schedule.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { reconcileSnapshots } from '../upkeep/reconcile-snapshots.ts'
import { storedBytes } from '../upkeep/stored-bytes.ts'
import { readVaultSnapshots } from '../upkeep/vault-snapshots.ts'
import type { VaultStore } from '../vaults/vault-store.ts'
import { jobErrors } from './errors.ts'
import { findDriveId } from './find-drive-id.ts'
import type { JobRun } from './job-run.ts'
import type { JobHandler, JobOutcome, PutOff } from './worker.ts'

export interface BackupJobServices {
  readonly control: Control
  readonly vaults: VaultStore
  readonly graph: () => Promise<Pick<GraphClient, 'findDrive'> & BackupOptions['source']>
  readonly programVersion: string
}

/** Failures that are named in the log; the result counts all. */
const LOGGED_FAILURES = 1_000

/** Milliseconds for which a backup waits while its vault is pruned. */
const LOCK_WAIT = 15 * 60_000

/** Backs up one OneDrive. */
export function backupJob(services: BackupJobServices): JobHandler {
  return async (run) => await backUp(services, run)
}

async function backUp(services: BackupJobServices, run: JobRun): Promise<JobOutcome | PutOff> {
  const { control, vaults, programVersion } = services
  const target = await findTarget(control, run.job)
  const { onedrive, person, settings } = target
  if (isBlackedOut(control, run.job, settings)) return putOff(run.job)
  if (onedrive.firstStartedAt === null) await requireSeat(control, person)
  const vaultId = onedrive.vaultId ?? (await addVault(control, vaults, onedrive, settings))
  // The key first: without it nothing is asked of Microsoft.
  const repository = await vaults.open(
    vaultId,
    { reason: 'backup', jobId: run.job.id },
    { signal: run.signal },
  )
  const client = await services.graph()
  const drive = await findDrive(client, onedrive, person, run.signal)
  if ('absence' in drive) return withoutDrive(drive.absence)
  const { driveId } = drive
  if (onedrive.firstStartedAt === null || onedrive.driveId !== driveId)
    await keepDrive(control, onedrive.id, driveId)
  const result = await backupDrive({
    source: client,
    driveId,
    principal: person.principalName,
    person: {
      ...(person.directoryId !== null && { directoryId: person.directoryId }),
      principalName: person.principalName,
      displayName: person.displayName,
    },
    repository,
    waitForLock: LOCK_WAIT,
    exclusions: new Exclusions(await exclusionsFor(control.sql, settings)),
    quarantineMalware: settings.backup.quarantineMalware,
    programVersion,
    signal: run.signal,
    onProgress: (progress) => run.progress(progress),
  })
  logResult(run, result)
  const stored = await storedBytes(repository, run.signal)
  const unusual = await findAnomalies(control, run.job, result)
  // An earlier attempt may have died between its snapshot and the row of it.
  const found = run.job.attempt > 1 ? await readVaultSnapshots(repository, run.signal) : undefined
  const usage = result.outcome === 'unchanged' ? undefined : await driveUsage(control, repository, result)
  return {
    state: result.outcome === 'saved-with-errors' ? 'errors' : 'succeeded',
    result: { ...summary(result), ...unusual },
    commit: async (transaction) => {
      await keepResult(
        control,
        transaction,
        { onedrive, vaultId, driveId, jobId: run.job.id },
        result,
        stored,
      )
      if (found) await reconcileSnapshots(control, transaction, vaultId, found)
      if (usage) await recordUsage(transaction, onedrive.id, usage)
      if (unusual) await raiseAnomaly(control, transaction, run.job, person, unusual)
    },
  }
}

type Onedrive = Pick<Row<'onedrive'>, 'id' | 'vaultId' | 'driveId' | 'firstStartedAt'>
type Person = Pick<Row<'person'>, 'directoryId' | 'principalName' | 'displayName'>

interface Target {
  readonly onedrive: Onedrive
  readonly person: Person
  readonly settings: ProfileSettings
}

/** Looked up anew when the job begins: much may have changed since it was queued. */
async function findTarget({ sql }: Control, { onedriveId }: Row<'job'>): Promise<Target> {
  const found = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['onedrive.id', 'onedrive.vaultId', 'onedrive.driveId', 'onedrive.firstStartedAt'])
    .select(['person.directoryId', 'person.principalName', 'person.displayName'])
    .select(['onedrive.state', 'person.state as personState', 'profile.settings'])
    .where('onedrive.id', '=', onedriveId ?? '')
    .executeTakeFirst()
  if (!found) throw controlErrors.HF_NOT_FOUND({ what: 'OneDrive', id: onedriveId ?? '' })
  const { id, vaultId, driveId, firstStartedAt, state, settings } = found
  const { directoryId, principalName, displayName, personState } = found
  const reason =
    personState !== 'active'
      ? `the person is ${personState}`
      : state !== 'enabled'
        ? `it is ${state}`
        : undefined
  if (reason) throw jobErrors.HF_BACKUP_OFF({ person: principalName, reason })
  return {
    onedrive: { id, vaultId, driveId, firstStartedAt },
    person: { directoryId, principalName, displayName },
    settings,
  }
}

/** From here on the person has a licence, and the drive that a browser of backups is shown. */
async function keepDrive(control: Control, onedriveId: string, driveId: string): Promise<void> {
  await control.sql
    .updateTable('onedrive')
    .set((row) => ({
      driveId,
      firstStartedAt: row.fn.coalesce('firstStartedAt', row.val(now(control))),
    }))
    .where('id', '=', onedriveId)
    .execute()
}

/** A first backup takes a licence; later ones have it already. */
async function requireSeat(control: Control, { principalName }: Person): Promise<void> {
  const { value } = await readSetting(control.sql, licence)
  // Counting everybody takes long: it is done where there is a limit.
  if (value.seats === null) return
  const { active } = await licenceUse(control)
  if (active.free === 0) throw jobErrors.HF_NO_LICENCE({ seats: active.seats ?? 0, person: principalName })
}

/** It waited in the queue until its profile's blackout began. What somebody asked for is done at any time. */
function isBlackedOut({ clock }: Control, { slotAt }: Row<'job'>, { backup }: ProfileSettings): boolean {
  return slotAt !== null && !new Schedule(backup).isFree(clock.now())
}

/** Due again when the blackout is over, unless its next slot has come by then. */
function putOff({ onedriveId, slotAt }: Row<'job'>): PutOff {
  return {
    state: 'put-off',
    commit: async (transaction) => {
      await transaction
        .updateTable('onedrive')
        .set({ nextSlotAt: slotAt })
        .where('id', '=', onedriveId)
        .where('nextSlotAt', '>', slotAt)
        .execute()
    },
  }
}

/**
 * Somebody new may have no OneDrive yet: Microsoft makes it when it is first used. Raises HF_NO_DRIVE for one that was
 * backed up before and is gone.
 */
async function findDrive(
  client: Pick<GraphClient, 'findDrive'>,
  { firstStartedAt }: Onedrive,
  person: Person,
  signal: AbortSignal,
): Promise<{ readonly driveId: string } | { readonly absence: string }> {
  try {
    return { driveId: await findDriveId(client, person, signal) }
  } catch (error) {
    if (firstStartedAt !== null || !hasCode(error, 'HF_NO_DRIVE')) throw error
    return { absence: error.message }
  }
}

function withoutDrive(reason: string): JobOutcome {
  return { state: 'succeeded', result: { outcome: 'no-drive', reason } }
}

async function addVault(
  control: Control,
  vaults: VaultStore,
  { id }: Onedrive,
  { storageId }: ProfileSettings,
): Promise<string> {
  return await control.sql.transaction().execute(async (transaction) => {
    const vaultId = await vaults.add(transaction, storageId)
    await transaction.updateTable('onedrive').set({ vaultId }).where('id', '=', id).execute()
    return vaultId
  })
}

function logResult(run: JobRun, result: BackupResult): void {
  for (const { path, code, message } of result.failures.slice(0, LOGGED_FAILURES))
    run.log({ level: 'warning', code, message, path })
  for (const warning of result.warnings) run.log({ level: 'warning', message: warning })
  for (const finding of result.completeness.findings) run.log({ level: 'warning', message: finding })
}

/** The result without the names of files: those stand in the log, where privacy can hide them. */
function summary(result: BackupResult): object {
  const { failures, ...rest } = result
  return { ...rest, failures: failures.length }
}

async function keepResult(
  control: Control,
  transaction: Sql,
  ids: { onedrive: Onedrive; vaultId: string; driveId: string; jobId: string },
  result: BackupResult,
  storedBytes: number,
): Promise<void> {
  const { counts, bytes, snapshotId, verifiedAt } = result
  const items = counts.files + counts.folders + counts.notebooks
  await transaction
    .updateTable('onedrive')
    .set({
      lastSuccessAt: new Date(verifiedAt),
      items,
      bytes: counts.bytes,
      updatedAt: now(control),
    })
    .where('id', '=', ids.onedrive.id)
    .execute()
  await transaction
    .updateTable('vault')
    .set({ driveId: ids.driveId, storedBytes })
    .where('id', '=', ids.vaultId)
    .execute()
  // Also for one that is there already: whoever made it may have died before its row was written.
  await transaction
    .insertInto('snapshot')
    .values({
      id: snapshotId,
      vaultId: ids.vaultId,
      takenAt: new Date(verifiedAt),
      items,
      bytes: counts.bytes,
      addedBytes: bytes.stored,
      jobId: ids.jobId,
    })
    // Upkeep may have found it in the storage before this.
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ jobId: ids.jobId, forgottenAt: null }))
    .execute()
}

/** What files the drive has, by the snapshot that was just made. */
async function driveUsage(
  { clock }: Control,
  repository: Repository,
  { snapshotId }: BackupResult,
): Promise<readonly UsageFact[]> {
  const reader = new BlobReader(repository, await loadIndex(repository))
  const snapshot = await OpenedSnapshot.open(await repository.findSnapshot(snapshotId), reader)
  return await usageOfSnapshot(snapshot, clock.now())
}
