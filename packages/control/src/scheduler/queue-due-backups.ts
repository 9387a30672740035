import { sql as raw } from 'kysely'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { type DueOnedrive, dueOnedrives } from '../schedule/due-onedrives.ts'

/** Taken while backups are queued, so that two servers do not fill the queue twice over. */
const QUEUE_LOCK = 0x686f6c71

export interface QueuedBackups {
  readonly queued: number
  /** The queue took no more: others may be due. */
  readonly isFull: boolean
}

/**
 * Queues the backups whose slots have come, the longest overdue first, until `depth` of the schedule wait in the queue:
 * who is next is decided late, when it is known who is most overdue. Job, queue and next slot change together, or not at
 * all. None while another server is at it.
 */
export async function queueDueBackups(
  control: Control,
  queue: JobQueue,
  depth: number,
): Promise<QueuedBackups> {
  return await control.sql.transaction().execute(async (transaction) => {
    const { rows } = await raw<{ free: boolean; waiting: number }>`
      select pg_try_advisory_xact_lock(${QUEUE_LOCK}) as free,
        (select count(*) from job where state = 'queued' and kind = 'backup' and slot_at is not null) as waiting
      `.execute(transaction)
    const [look] = rows
    if (!look?.free) return { queued: 0, isFull: false }
    if (look.waiting >= depth) return { queued: 0, isFull: true }
    const due = await dueOnedrives(control, depth - look.waiting, transaction)
    if (due.length === 0) return { queued: 0, isFull: false }
    const queued = await insertJobs(control, transaction, due)
    await queue.sendAll(transaction, 'backup', queued)
    await moveOn(control, transaction, due)
    return { queued: queued.length, isFull: due.length >= depth - look.waiting }
  })
}

/** Slots that a backup has filled already are left out. */
async function insertJobs(
  control: Control,
  transaction: Sql,
  due: readonly DueOnedrive[],
): Promise<string[]> {
  const at = now(control)
  const inserted = await transaction
    .insertInto('job')
    .values(
      due.map(({ onedriveId, personId, slotAt }) => ({
        id: newId(control),
        kind: 'backup',
        state: 'queued' as const,
        onedriveId,
        personId,
        slotAt,
        requestedBy: 'scheduler',
        request: '{}',
        createdAt: at,
        updatedAt: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'onedriveId'])
    .execute()
  // Rows come back in any order.
  const jobs = new Map(inserted.map(({ id, onedriveId }) => [onedriveId, id]))
  return due.flatMap(({ onedriveId }) => jobs.get(onedriveId) ?? [])
}

async function moveOn(control: Control, transaction: Sql, due: readonly DueOnedrive[]): Promise<void> {
  const slots = due.map(({ onedriveId, nextSlotAt }) => ({ id: onedriveId, slot: nextSlotAt }))
  await raw`
    update onedrive set next_slot_at = next.slot, updated_at = ${now(control)}
    from jsonb_to_recordset(${JSON.stringify(slots)}::jsonb) as next (id uuid, slot timestamptz)
    where onedrive.id = next.id`.execute(transaction)
}
