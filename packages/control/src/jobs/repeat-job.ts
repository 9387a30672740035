import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { requestDirectorySync } from '../directory/request-sync.ts'
import { requestRestore } from '../restore/request-restore.ts'
import type { StoredRestore } from '../restore/restore-request.ts'
import { jobErrors } from './errors.ts'
import type { JobQueue } from './job-queue.ts'
import { readJob } from './read-jobs.ts'
import { requestBackups } from './request-backup.ts'

/**
 * Asks for the same once more, in the name and with the rights of whoever asks now: a backup, a restore with the files and
 * the place that were chosen then, a synchronisation. Raises HF_NOT_FOUND, HF_JOB_NOT_REPEATED for what only Holdfast
 * begins, or what cannot be done now, and what asking for it the first time raises.
 */
export async function repeatJob(
  control: Control,
  queue: JobQueue,
  actor: Actor,
  id: string,
  options: { readonly directory?: string | undefined } = {},
): Promise<{ readonly jobId: string }> {
  const { kind, onedriveId, person } = await readJob(control, actor, id)
  if (kind === 'directory-sync') return await requestDirectorySync(control, queue, actor)
  if (kind === 'backup' && onedriveId !== null) {
    const [backup] = await requestBackups(control, queue, actor, [onedriveId])
    if (backup === undefined)
      throw jobErrors.HF_JOB_NOT_REPEATED({ reason: 'the OneDrive is not backed up now' })
    return { jobId: backup.jobId }
  }
  if (kind !== 'restore' || person === null)
    throw jobErrors.HF_JOB_NOT_REPEATED({ reason: 'Holdfast alone begins jobs of this kind' })
  const { request } = await control.sql
    .selectFrom('job')
    .select('request')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { actor: _, ...wanted } = request as StoredRestore
  // An archive goes to whoever downloads it: there is nobody to take it now.
  if (wanted.conflict === undefined)
    throw jobErrors.HF_JOB_NOT_REPEATED({ reason: 'it was a download, which is chosen anew' })
  return await requestRestore(control, queue, actor, { personId: person.id, ...wanted }, options)
}
