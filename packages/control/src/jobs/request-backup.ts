import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { privacyErrors } from '../privacy/errors.ts'
import type { JobQueue } from './job-queue.ts'

export interface RequestedBackup {
  readonly onedriveId: string
  /** The job that backs it up: a new one, or the one that is under way already. */
  readonly jobId: string
  readonly isNew: boolean
}

/** Asked for by a person, a backup comes before those of the schedule. */
const PRIORITY = 10

/**
 * Backup Now, for one OneDrive or many. One that is queued or running is not queued twice. Raises HF_NOT_FOUND for what
 * the actor may not see, HF_SELF_SERVICE_OFF for a person whose profile has it so; OneDrives that are switched off, or whose people are preserved, are left out.
 */
export async function requestBackups(
  control: Control,
  queue: JobQueue,
  actor: Actor,
  onedriveIds: readonly string[],
): Promise<RequestedBackup[]> {
  requirePermission(actor, actor.role === 'person' ? 'own:backup' : 'backups:run')
  return await control.sql.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('onedrive')
      .innerJoin('person', 'person.id', 'onedrive.personId')
      .innerJoin('profile', 'profile.id', 'person.profileId')
      .select(['onedrive.id', 'onedrive.personId', 'onedrive.state', 'person.state as personState'])
      .select('profile.settings')
      .where('onedrive.id', 'in', [...onedriveIds])
      .where(visiblePeople(actor))
      .execute()
    const known = new Set(rows.map(({ id }) => id))
    const unknown = onedriveIds.find((id) => !known.has(id))
    if (unknown !== undefined) throw controlErrors.HF_NOT_FOUND({ what: 'OneDrive', id: unknown })
    if (actor.role === 'person' && rows.some(({ settings }) => !settings.selfService.backupNow))
      throw privacyErrors.HF_SELF_SERVICE_OFF({ use: 'Backup Now' })
    const wanted = rows.filter((row) => row.state === 'enabled' && row.personState === 'active')
    const requested = await queueBackups(control, queue, transaction, actor, wanted)
    const added = new Map(
      requested.filter(({ isNew }) => isNew).map(({ onedriveId, jobId }) => [onedriveId, jobId]),
    )
    await recordAudit(
      control,
      transaction,
      actor,
      wanted.flatMap(({ id, personId }) => {
        const job = added.get(id)
        if (job === undefined) return []
        return [{ action: 'backup.requested', target: { kind: 'onedrive', id }, personId, details: { job } }]
      }),
    )
    return requested
  })
}

/** Queues backups, where none is under way. */
async function queueBackups(
  control: Control,
  queue: JobQueue,
  transaction: Sql,
  actor: Actor,
  onedrives: readonly { readonly id: string; readonly personId: string }[],
): Promise<RequestedBackup[]> {
  if (onedrives.length === 0) return []
  const at = now(control)
  const inserted = await transaction
    .insertInto('job')
    .values(
      onedrives.map(({ id, personId }) => ({
        id: newId(control),
        kind: 'backup',
        state: 'queued' as const,
        onedriveId: id,
        personId,
        requestedBy: actor.id,
        request: '{}',
        createdAt: at,
        updatedAt: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'onedriveId'])
    .execute()
  await queue.sendAll(
    transaction,
    'backup',
    inserted.map(({ id }) => id),
    PRIORITY,
  )
  const added = new Map(inserted.map(({ id, onedriveId }) => [onedriveId, id]))
  const open = await openBackups(
    transaction,
    onedrives.flatMap(({ id }) => (added.has(id) ? [] : [id])),
  )
  return onedrives.flatMap(({ id }) => {
    const isNew = added.has(id)
    const jobId = added.get(id) ?? open.get(id)
    return jobId === undefined ? [] : [{ onedriveId: id, jobId, isNew }]
  })
}

/** The backups of OneDrives that wait or run, by OneDrive. */
async function openBackups(
  transaction: Sql,
  onedriveIds: readonly string[],
): Promise<ReadonlyMap<string | null, string>> {
  if (onedriveIds.length === 0) return new Map()
  const rows = await transaction
    .selectFrom('job')
    .select(['id', 'onedriveId'])
    .where('onedriveId', 'in', [...onedriveIds])
    .where('kind', '=', 'backup')
    .where('state', 'in', ['queued', 'running'])
    .execute()
  return new Map(rows.map(({ id, onedriveId }) => [onedriveId, id]))
}
