import { expect, test } from 'vitest'
import { type Actor, newId, now, repeatJob, requestRestore, systemActor } from '../../src/index.ts'
import { administrator } from '../alerts/populate.ts'
import { JobWorld } from './job-world.ts'

const auditor: Actor = { ...administrator, id: 'aude', name: 'Aude', role: 'auditor' }

test('a job is asked for once more, in the name of whoever asks, and only where that makes sense', async () => {
  await using world = await JobWorld.make()
  const { control, queue, restoreDirectory: directory } = world
  const adele = await world.person('adele')
  await world.work()
  const first = await world.backUp(adele)

  const again = await repeatJob(control, queue, administrator, first.id)
  expect(await world.ended(again.jobId)).toMatchObject({ kind: 'backup', requestedBy: 'adele' })
  await expect(repeatJob(control, queue, auditor, first.id)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })

  const wanted = { personId: adele.personId, paths: ['adele 1.txt'], target: { kind: 'directory' } as const }
  const { jobId } = await requestRestore(control, queue, systemActor('first'), wanted, { directory })
  await world.ended(jobId)
  const restored = await repeatJob(control, queue, systemActor('second'), jobId, { directory })
  expect(await world.ended(restored.jobId)).toMatchObject({
    requestedBy: 'second',
    request: { paths: ['adele 1.txt'], target: { kind: 'directory' }, actor: { id: 'second' } },
    result: { restored: 1 },
  })

  await control.sql
    .updateTable('onedrive')
    .set({ state: 'disabled' })
    .where('id', '=', adele.onedriveId)
    .execute()
  const upkeep = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('job')
    .values({
      id: upkeep,
      kind: 'check',
      state: 'failed',
      requestedBy: 'scheduler',
      request: '{}',
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  for (const id of [first.id, upkeep])
    await expect(repeatJob(control, queue, systemActor('test'), id)).rejects.toMatchObject({
      code: 'HF_JOB_NOT_REPEATED',
    })
})
