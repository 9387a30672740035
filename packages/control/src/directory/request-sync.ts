import { sql as raw } from 'kysely'
import { type Actor, requirePermission, systemActor } from '../access/actor.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { readSyncState } from './sync-state.ts'

const HOUR = 3_600_000
/** Between two looks into the directory. */
const EVERY = 24 * HOUR
/** After one that failed. */
const AGAIN = HOUR
const SYNC_LOCK = 0x686f6c73

/** Queues a synchronisation of people with the directory when the last one is a day old, or failed an hour ago. */
export async function queueDirectorySyncWhenDue(control: Control, queue: JobQueue): Promise<boolean> {
  const { result } = await readSyncState(control.sql)
  const at = control.clock.now()
  if (result !== undefined && at - Date.parse(result.at) < EVERY) return false
  const tried = await control.sql
    .selectFrom('job')
    .select((row) => row.fn.max('createdAt').as('at'))
    .where('kind', '=', 'directory-sync')
    .executeTakeFirst()
  if (tried?.at && at - tried.at.getTime() < AGAIN) return false
  return (await requestDirectorySync(control, queue, systemActor('scheduler'))).isNew
}

/**
 * Queues a synchronisation of people with the directory; one that waits or runs is not queued twice. Needs
 * `organisation:write`.
 */
export async function requestDirectorySync(
  control: Control,
  queue: JobQueue,
  actor: Actor,
): Promise<{ readonly jobId: string; readonly isNew: boolean }> {
  requirePermission(actor, 'organisation:write')
  return await control.sql.transaction().execute(async (transaction) => {
    await raw`select pg_advisory_xact_lock(${SYNC_LOCK})`.execute(transaction)
    const open = await openSync(transaction)
    if (open !== undefined) return { jobId: open, isNew: false }
    const id = newId(control)
    const at = now(control)
    await transaction
      .insertInto('job')
      .values({
        id,
        kind: 'directory-sync',
        state: 'queued',
        requestedBy: actor.id,
        request: '{}',
        createdAt: at,
        updatedAt: at,
      })
      .execute()
    await queue.send(transaction, { id, kind: 'directory-sync', priority: 10 })
    return { jobId: id, isNew: true }
  })
}

async function openSync(transaction: Sql): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('job')
    .select('id')
    .where('kind', '=', 'directory-sync')
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return row?.id
}
