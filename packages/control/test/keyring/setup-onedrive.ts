import { type JobHandler, JobRun, newId, now } from '../../src/index.ts'
import type { KeyWorld } from './key-world.ts'

/** A person with a OneDrive and a vault, and a way to run a job for it. */
export async function setupOnedrive({ control, vaults }: KeyWorld) {
  const { sql } = control
  const { id: profileId } = await sql.selectFrom('profile').select('id').executeTakeFirstOrThrow()
  const [personId, onedriveId] = [newId(control), newId(control)]
  const at = now(control)
  await sql
    .insertInto('person')
    .values({
      id: personId,
      principalName: 'adele@contoso.com',
      displayName: 'Adele',
      source: 'hand',
      state: 'active',
      attributes: '{}',
      profileId,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  const vaultId = await vaults.add(sql, null)
  await sql
    .insertInto('onedrive')
    .values({ id: onedriveId, personId, vaultId, state: 'enabled', updatedAt: at })
    .execute()
  return {
    personId,
    onedriveId,
    vaultId,
    /** Runs a handler as a worker does. */
    async runJob(handler: JobHandler) {
      const job = await sql
        .insertInto('job')
        .values({
          id: newId(control),
          kind: 'backup',
          state: 'running',
          onedriveId,
          personId,
          requestedBy: 'test',
          request: '{}',
          createdAt: at,
          updatedAt: at,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      using run = new JobRun(control, job, { stopping: new AbortController().signal, logged: 0 })
      try {
        return await handler(run)
      } finally {
        await run.end()
        await sql.deleteFrom('job').where('id', '=', job.id).execute()
      }
    },
  }
}
