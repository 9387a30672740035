import { sql as raw } from 'kysely'
import { type Control, now } from '../control.ts'
import { jobErrors } from './errors.ts'
import { jobEnded } from './job-ended.ts'

/**
 * Hands what was under way when the last process ended to the workers of this one, at once: for the embedded database,
 * which has a single user. With a server others may be at work; there a missing sign of life tells within a minute.
 */
export async function recoverJobs({ sql, database }: Control): Promise<number> {
  if (database.kind !== 'embedded') return 0
  const { rows } = await raw<{ id: string }>`
    update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
    where state = 'active' returning id`.execute(sql)
  return rows.length
}

/**
 * Ends jobs that the queue has given up: begun too often by workers that died each time, or lost to a restored database.
 * Gives their number.
 */
export async function closeAbandonedJobs(control: Control): Promise<number> {
  const { message } = jobErrors.HF_JOB_ABANDONED({ attempts: 'several' })
  return await control.sql.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('job')
      .set({
        state: 'failed',
        errorCode: 'HF_JOB_ABANDONED',
        error: message,
        progress: null,
        endedAt: now(control),
        updatedAt: now(control),
      })
      .where('state', 'in', ['queued', 'running'])
      .where(
        raw<boolean>`not exists (
          select from pgboss.job as queued
          where queued.id = job.id and queued.state in ('created', 'retry', 'active')
        )`,
      )
      .returningAll()
      .execute()
    for (const job of ended) await jobEnded(control, transaction, job)
    return ended.length
  })
}
