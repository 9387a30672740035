import { join } from 'node:path'
import { hasCode } from '@holdfast/base'
import {
  OpenedSnapshot,
  type RestoreOptions,
  type RestoreResult,
  restoreToDirectory,
  restoreToDrive,
} from '@holdfast/engine'
import type { GraphClient } from '@holdfast/graph'
import { BlobReader, loadIndex } from '@holdfast/repository'
import { type Actor, COMMAND_LINE_ID } from '../access/actor.ts'
import { actorFor, usableAccount } from '../access/usable-account.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { findDriveId } from '../jobs/find-drive-id.ts'
import type { JobRun } from '../jobs/job-run.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import type { VaultStore } from '../vaults/vault-store.ts'
import { restoreErrors } from './errors.ts'
import { requireRestore } from './require-restore.ts'
import type { StoredRestore } from './restore-request.ts'

export interface RestoreJobServices {
  readonly control: Control
  readonly vaults: VaultStore
  /** With the rights to write, and the part of the budget that is kept for restores. */
  readonly graph: () => Promise<GraphClient>
  /** Below which restores to the server lie, each in a folder of its own; undefined where that is not set up. */
  readonly directory?: string | undefined
}

/** Failures that are named in the log; the result counts all. */
const LOGGED_FAILURES = 10_000
const LOGGED_CONFLICTS = 1_000
/** Bytes a second that a restore moves, by a cautious guess. */
const PACE = 8 * 2 ** 20
/** Files at the same time: uploads wait for Microsoft more than for us. */
const CONCURRENCY = 8

/** Restores from a snapshot. Begun again after its worker died, it leaves alone what is there already, and finishes. */
export function restoreJob(services: RestoreJobServices): JobHandler {
  return async (run) => {
    try {
      return await restore(services, run)
    } catch (error) {
      throw withoutName(run, error)
    }
  }
}

/** What ended it may name a file: that name goes into the log, where privacy can hide it. Raises HF_RESTORE_ENDED. */
function withoutName(run: JobRun, error: unknown): unknown {
  const { path } = hasCode(error) ? error.context : {}
  if (!hasCode(error) || typeof path !== 'string') return error
  const { code, message } = error
  run.log({ level: 'error', code, message: withoutPath(message, path), path })
  return restoreErrors.HF_RESTORE_ENDED({ code }, { cause: error })
}

async function restore(services: RestoreJobServices, run: JobRun): Promise<JobOutcome> {
  const { job, signal } = run
  const { actor, target, snapshot, paths, conflict, dryRun } = job.request as StoredRestore
  const { sql } = services.control
  // Much may have changed since it was asked for.
  const present = await presentActor(sql, actor)
  const { receiver } = await requireRestore(sql, present, job.personId ?? '', target)
  const repository = await services.vaults.open(
    await vaultOf(services.control, job),
    { reason: 'restore', jobId: job.id, actor: present },
    { signal },
  )
  const reader = new BlobReader(repository, await loadIndex(repository, { signal }))
  const options: RestoreOptions = {
    snapshot: await OpenedSnapshot.open(await repository.findSnapshot(snapshot), reader),
    include: paths,
    conflict,
    dryRun,
    concurrency: CONCURRENCY,
    signal,
    onProgress: (progress) => run.progress(progress),
    // What fails because of it is in the log with its reason.
    ...(conflict !== 'fail' && { onConflict: namingConflicts(run) }),
  }
  const result = receiver
    ? await intoDrive(services, options, receiver, 'folder' in target ? target.folder : '')
    : await restoreToDirectory({ ...options, target: directoryOf(services, job) })
  for (const { path, code, message } of result.failures.slice(0, LOGGED_FAILURES))
    run.log({ level: 'warning', code, message: withoutPath(message, path), path })
  return {
    state: result.failures.length > 0 ? 'errors' : 'succeeded',
    result: {
      ...summary(services, job, result, receiver !== undefined),
      ...(dryRun && receiver && { seconds: await secondsFor(services, result) }),
    },
  }
}

/** Who asked for it, with the rights that they have by now. Raises HF_RESTORE_WITHDRAWN for whose account was closed. */
async function presentActor(sql: Sql, asked: StoredRestore['actor']): Promise<Actor> {
  if (asked.kind !== 'account' || asked.id === COMMAND_LINE_ID) return asked as Actor
  const usable = await usableAccount(sql, asked.id)
  if (usable === undefined) throw restoreErrors.HF_RESTORE_WITHDRAWN({ name: asked.name })
  const { scopes } = asked as Actor
  return actorFor(usable, { ...(scopes && { scopes }) })
}

async function intoDrive(
  { graph }: RestoreJobServices,
  options: RestoreOptions,
  receiver: Row<'person'>,
  folder: string,
): Promise<RestoreResult> {
  const client = await graph()
  const signal = options.signal ?? new AbortController().signal
  const driveId = await findDriveId(client, receiver, signal)
  return await restoreToDrive({ ...options, target: client, driveId, folder })
}

/** Raises HF_NOT_FOUND. */
async function vaultOf({ sql }: Control, { onedriveId }: Row<'job'>): Promise<string> {
  const row = await sql
    .selectFrom('onedrive')
    .select('vaultId')
    .where('id', '=', onedriveId ?? '')
    .executeTakeFirst()
  if (!row?.vaultId) throw controlErrors.HF_NOT_FOUND({ what: 'backup', id: onedriveId ?? '' })
  return row.vaultId
}

/** Its own for each job: two of them never write the same files. Raises HF_RESTORE_DIRECTORY_OFF. */
function directoryOf({ directory }: RestoreJobServices, { id }: Row<'job'>): string {
  if (directory === undefined) throw restoreErrors.HF_RESTORE_DIRECTORY_OFF()
  return join(directory, id)
}

/** Names stand in the log, apart from what is said of them, so that privacy can hide them. */
function withoutPath(message: string, path: string): string {
  return message.replaceAll(path, '…')
}

/** Names in the log the files whose places are taken, as many as anybody reads. */
function namingConflicts(run: JobRun): (path: string) => void {
  let named = 0
  return (path) => {
    if (++named > LOGGED_CONFLICTS) return
    const message = 'Another file of this name is there already.'
    run.log({ level: 'info', code: 'HF_TARGET_EXISTS', message, path })
  }
}

/** Request units that Microsoft counts for a file, at least: a session and its answer (graph documentation, throttling). */
const UNITS_PER_FILE = 2
const UNITS_PER_FOLDER = 4

function unitsOf({ restored, folders }: RestoreResult): number {
  return restored * UNITS_PER_FILE + folders * UNITS_PER_FOLDER
}

/** How long what a dry run found will take: as long as the requests or the bytes do, whichever is longer. */
async function secondsFor({ graph }: RestoreJobServices, result: RestoreResult): Promise<number> {
  const { budget } = await graph()
  return Math.ceil(Math.max(budget.forecast(unitsOf(result)), result.bytes / PACE))
}

function summary(
  services: RestoreJobServices,
  job: Row<'job'>,
  whole: RestoreResult,
  isDrive: boolean,
): object {
  const { failures, ...result } = whole
  const conflicts = result.skipped + result.replaced + result.keptBoth
  return {
    ...result,
    conflicts,
    failures: failures.length,
    ...(isDrive && { requestUnits: unitsOf(whole) }),
    ...(!isDrive && { directory: directoryOf(services, job) }),
  }
}
