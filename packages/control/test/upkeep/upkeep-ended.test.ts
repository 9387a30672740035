import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryErrors } from '@holdfast/repository'
import { expect, test } from 'vitest'
import { now, queueRetention, retentionJob } from '../../src/index.ts'
import { failureOf } from '../../src/jobs/job-run.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { backUp, runJob } from './run-job.ts'

test('retention that fails raises an alert, and one that works again ends it', async () => {
  await using world = await JobWorld.make()
  const { control } = world
  const adele = await world.person('adele', 1)
  const vaultId = await backUp(world, adele)
  const { location } = (await world.vaults.open(vaultId, { reason: 'upkeep' })).storage
  await control.sql
    .updateTable('vault')
    .set({ pruneWanted: true, retentionAt: now(control) })
    .execute()
  const snapshots = join(location, 'snapshots')
  const kept = `${snapshots}-kept`
  // A file where a folder should be.
  renameSync(snapshots, kept)
  writeFileSync(snapshots, '')
  expect(await queueRetention(control, world.queue, 1)).toBe(1)
  await world.work()
  const { id } = await control.sql
    .selectFrom('job')
    .select('id')
    .where('kind', '=', 'retention')
    .executeTakeFirstOrThrow()
  expect(await world.ended(id)).toMatchObject({ state: 'failed' })
  const alerts = () => control.sql.selectFrom('alert').selectAll().execute()
  expect(await alerts()).toMatchObject([
    { kind: 'upkeep-failed', details: { person: 'adele', personId: adele.personId }, resolvedAt: null },
  ])
  rmSync(snapshots)
  renameSync(kept, snapshots)
  await runJob(control, 'retention', retentionJob(world), { request: { vaultId }, personId: adele.personId })
  expect(await alerts()).toMatchObject([{ resolvedAt: expect.any(Date) }])
})

test('what ended a job is told, not what failed while it was tidied up', () => {
  const first = repositoryErrors.HF_STORAGE_FAILED({ location: 'here', reason: 'EIO' })
  const error = new SuppressedError(new Error('the lock, too'), first)
  expect(failureOf(error)).toMatchObject({ code: 'HF_STORAGE_FAILED', retry: 'now' })
})
