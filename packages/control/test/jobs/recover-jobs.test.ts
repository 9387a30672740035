import { describe, expect, test } from 'vitest'
import { type Actor, closeAbandonedJobs, recoverJobs, requestBackups } from '../../src/index.ts'
import { JobWorld, type Protected } from './job-world.ts'

const admin: Actor = { kind: 'account', id: 'admin', name: 'Admin', role: 'cloud-administrator' }

/** A job that a worker took, which then died. */
async function takenByTheDead(world: JobWorld, { onedriveId }: Protected): Promise<string> {
  const [requested] = await requestBackups(world.control, world.queue, admin, [onedriveId])
  const { jobId } = requested!
  await world.control.database.queue.executeSql(
    `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where id = $1`,
    [jobId],
  )
  await world.control.sql
    .updateTable('job')
    .set({ state: 'running', attempt: 1 })
    .where('id', '=', jobId)
    .execute()
  return jobId
}

describe('a job whose worker died', () => {
  test('is taken over at the next start', async () => {
    await using world = await JobWorld.make()
    const jobId = await takenByTheDead(world, await world.person('adele'))
    expect(await recoverJobs(world.control)).toBe(world.control.database.kind === 'embedded' ? 1 : 0)
    if (world.control.database.kind === 'server') return
    await world.work()
    expect(await world.ended(jobId)).toMatchObject({ state: 'succeeded', attempt: 2 })
  })

  test('is no longer open once the queue has given it up', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const jobId = await takenByTheDead(world, adele)
    expect(await closeAbandonedJobs(world.control)).toBe(0)
    await world.control.database.queue.executeSql(`update pgboss.job set state = 'failed' where id = $1`, [
      jobId,
    ])
    expect(await closeAbandonedJobs(world.control)).toBe(1)
    expect(await world.job(jobId)).toMatchObject({ state: 'failed', errorCode: 'HF_JOB_ABANDONED' })
    // The OneDrive is not stuck: it can be backed up again.
    expect(await requestBackups(world.control, world.queue, admin, [adele.onedriveId])).toMatchObject([
      { isNew: true },
    ])
  })
})

test('a worker that is stopped gives its job back, and the next one finishes it', async () => {
  await using world = await JobWorld.make()
  const adele = await world.person('adele', 5)
  let reached: () => void = () => {}
  const begun = new Promise<void>((resolve) => {
    reached = resolve
  })
  const download = world.client.download.bind(world.client)
  let first = true
  world.client.download = async function* (...args: Parameters<typeof download>) {
    if (first) {
      first = false
      reached()
      await new Promise((_, reject) => {
        args[2]?.signal?.addEventListener('abort', () => reject(args[2]?.signal?.reason))
      })
    }
    yield* download(...args)
  } as typeof download
  const worker = await world.work()
  const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
  await begun
  await worker[Symbol.asyncDispose]()
  expect(await world.job(requested!.jobId)).toMatchObject({ state: 'queued', endedAt: null })
})
