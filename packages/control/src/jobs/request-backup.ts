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
    const requested: RequestedBackup[] = []
    for (const { id, personId, state, personState } of rows) {
      if (state !== 'enabled' || personState !== 'active') continue
      const backup = await queueBackup(control, queue, transaction, {
        onedriveId: id,
        personId,
        requestedBy: actor.id,
        priority: PRIORITY,
      })
      requested.push(backup)
      if (!backup.isNew) continue
      await recordAudit(control, transaction, actor, {
        action: 'backup.requested',
        target: { kind: 'onedrive', id },
        personId,
        details: { job: backup.jobId },
      })
    }
    return requested
  })
}

/** Queues a backup, unless one is under way or the place in the schedule was filled already. */
export async function queueBackup(
  control: Control,
  queue: JobQueue,
  transaction: Sql,
  backup: {
    readonly onedriveId: string
    readonly personId: string
    readonly requestedBy: string
    readonly slotAt?: Date
    readonly priority?: number
  },
): Promise<RequestedBackup> {
  const { onedriveId, personId, requestedBy, slotAt, priority = 0 } = backup
  const id = newId(control)
  const inserted = await transaction
    .insertInto('job')
    .values({
      id,
      kind: 'backup',
      state: 'queued',
      onedriveId,
      personId,
      ...(slotAt && { slotAt }),
      requestedBy,
      request: '{}',
      createdAt: now(control),
      updatedAt: now(control),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    await queue.send(transaction, { id, kind: 'backup', priority })
    return { onedriveId, jobId: id, isNew: true }
  }
  const open = await transaction
    .selectFrom('job')
    .select('id')
    .where('onedriveId', '=', onedriveId)
    .where('kind', '=', 'backup')
    .where((row) =>
      row.or([row('state', 'in', ['queued', 'running']), row('slotAt', '=', slotAt ?? now(control))]),
    )
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { onedriveId, jobId: open.id, isNew: false }
}
