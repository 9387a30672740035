import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { jobErrors } from './errors.ts'
import type { JobKind } from './job-kinds.ts'
import type { JobQueue } from './job-queue.ts'
import { type JobView, readJob } from './read-jobs.ts'

/** What people may ask for, each of their own OneDrive. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['backup', 'restore'])

/**
 * Cancels a job: at once while it waits, within seconds while it runs. What a backup has fetched is kept. Raises
 * HF_NOT_FOUND, HF_JOB_ENDED, HF_JOB_NOT_OWN: a person cancels what they asked for.
 */
export async function cancelJob(
  control: Control,
  queue: JobQueue,
  actor: Actor,
  id: string,
): Promise<JobView> {
  requirePermission(actor, actor.role === 'person' ? 'own:backup' : 'jobs:cancel')
  const job = await readJob(control, actor, id)
  // What the schedule or an administrator began is not a person's to stop.
  if (actor.role === 'person' && (!OF_PEOPLE.has(job.kind) || job.requestedBy !== actor.id))
    throw jobErrors.HF_JOB_NOT_OWN()
  const withdrawn = await control.sql.transaction().execute(async (transaction) => {
    const at = now(control)
    const row = await transaction
      .selectFrom('job')
      .select('state')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.state !== 'queued' && row.state !== 'running') throw jobErrors.HF_JOB_ENDED({ state: row.state })
    const waits = row.state === 'queued'
    await transaction
      .updateTable('job')
      .set({ cancelRequestedAt: at, updatedAt: at, ...(waits && { state: 'cancelled', endedAt: at }) })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'job.cancelled',
      target: { kind: 'job', id },
      ...(job.person && { personId: job.person.id }),
      details: { kind: job.kind },
    })
    return waits
  })
  if (withdrawn) await queue.withdraw(id, job.kind as JobKind)
  return await readJob(control, actor, id)
}
