import {
  backupJob,
  type Control,
  type JobHandler,
  type JobKind,
  type JobOutcome,
  JobRun,
  jobEnded,
  newId,
  now,
  type Row,
} from '../../src/index.ts'
import type { JobWorld, Protected } from '../jobs/job-world.ts'

/** Does a job as a worker does it, without a queue. What the handler raises is raised, and the job stays open. */
export async function runJob(
  control: Control,
  kind: JobKind,
  handler: JobHandler,
  fields: { onedriveId?: string; personId?: string; request?: object },
): Promise<Pick<JobOutcome, 'result'> & { readonly state: string; readonly jobId: string }> {
  const id = newId(control)
  const at = now(control)
  const job = await control.sql
    .insertInto('job')
    .values({
      id,
      kind,
      state: 'running',
      requestedBy: 'test',
      attempt: 1,
      createdAt: at,
      startedAt: at,
      updatedAt: at,
      ...fields,
      request: JSON.stringify(fields.request ?? {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  try {
    using run = new JobRun(control, job, { stopping: new AbortController().signal, logged: 0 })
    const outcome = await handler(run)
    await run.end()
    if (outcome.state === 'put-off') {
      await control.sql.deleteFrom('job').where('id', '=', id).execute()
      await control.sql.transaction().execute((transaction) => outcome.commit(transaction))
      return { state: 'put-off', result: {}, jobId: id }
    }
    await control.sql.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('job')
        .set({ state: outcome.state, result: JSON.stringify(outcome.result), endedAt: at })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      await outcome.commit?.(transaction)
      await jobEnded(control, transaction, ended)
    })
    return { state: outcome.state, result: outcome.result, jobId: id }
  } catch (error) {
    // So that the next try is not the same job.
    await control.sql.updateTable('job').set({ state: 'failed', endedAt: at }).where('id', '=', id).execute()
    throw error
  }
}

/** Backs a person's OneDrive up; gives the vault. */
export async function backUp(world: JobWorld, { onedriveId, personId }: Protected): Promise<string> {
  const { control, vaults, client } = world
  const handler = backupJob({ control, vaults, graph: async () => client, programVersion: 'holdfast test' })
  await runJob(control, 'backup', handler, { onedriveId, personId })
  const row = await control.sql
    .selectFrom('onedrive')
    .select('vaultId')
    .where('id', '=', onedriveId)
    .executeTakeFirstOrThrow()
  return row.vaultId as string
}

export async function vaultRow({ sql }: Control, id: string): Promise<Row<'vault'>> {
  return await sql.selectFrom('vault').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The snapshots that are shown. */
export async function shown({ sql }: Control, vaultId: string): Promise<string[]> {
  const rows = await sql
    .selectFrom('snapshot')
    .select('id')
    .where('vaultId', '=', vaultId)
    .where('forgottenAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function setSetting({ sql, ...control }: Control, key: string, value: object): Promise<void> {
  await sql
    .insertInto('setting')
    .values({ key, value: JSON.stringify(value), updatedAt: now(control) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
    .execute()
}
