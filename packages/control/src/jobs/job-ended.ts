import { raiseAlert } from '../alerts/raise-alert.ts'
import { resolveAlert } from '../alerts/resolve-alert.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { jobEvent } from '../events/job-event.ts'
import { recordEvent } from '../events/record-event.ts'
import { upkeepEnded } from '../upkeep/upkeep-ended.ts'

/** What the end of a job means elsewhere, in the transaction that ends it: its event, the OneDrive's status, an alert. */
export async function jobEnded(control: Control, transaction: Sql, job: Row<'job'>): Promise<void> {
  await recordEvent(control, transaction, jobEvent(job))
  await upkeepEnded(control, transaction, job)
  if (job.kind === 'directory-sync') await syncEnded(control, transaction, job)
  if (job.kind !== 'backup' || job.onedriveId === null || job.state === 'cancelled') return
  await transaction
    .updateTable('onedrive')
    .set({
      ...statusAfter(job),
      lastAttemptAt: job.startedAt ?? now(control),
      updatedAt: now(control),
    })
    .where('id', '=', job.onedriveId)
    .execute()
  if (job.personId === null) return
  if (job.state !== 'failed') {
    await resolveAlert(control, transaction, { kind: 'backup-failed', subject: job.personId })
    return
  }
  const person = await transaction
    .selectFrom('person')
    .select('displayName')
    .where('id', '=', job.personId)
    .executeTakeFirst()
  await raiseAlert(control, transaction, {
    kind: 'backup-failed',
    subject: job.personId,
    details: {
      person: person?.displayName ?? job.personId,
      personId: job.personId,
      code: job.errorCode ?? 'HF_UNEXPECTED',
      job: job.id,
    },
  })
}

function statusAfter({ state, result, errorCode, error }: Row<'job'>) {
  const { outcome, reason = null } = (result ?? {}) as { outcome?: string; reason?: string | null }
  // Nothing went wrong, and nothing was backed up.
  if (outcome === 'no-drive')
    return { lastStatus: 'never', lastErrorCode: 'HF_NO_DRIVE', lastError: reason } as const
  const lastStatus = state === 'succeeded' ? 'success' : state === 'errors' ? 'errors' : 'failed'
  return { lastStatus, lastErrorCode: errorCode, lastError: error } as const
}

async function syncEnded(control: Control, transaction: Sql, job: Row<'job'>): Promise<void> {
  const subject = 'directory'
  if (job.state === 'cancelled') return
  if (job.state !== 'failed') {
    await resolveAlert(control, transaction, { kind: 'directory-sync-failing', subject })
    return
  }
  await raiseAlert(control, transaction, {
    kind: 'directory-sync-failing',
    subject,
    details: { reason: job.error ?? job.errorCode ?? 'for a reason that is not known' },
  })
}
