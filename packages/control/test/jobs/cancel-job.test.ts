import { systemClock } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { type Actor, cancelJob, listJobs, readJob, requestBackups } from '../../src/index.ts'
import { JobWorld } from './job-world.ts'

const admin: Actor = { kind: 'account', id: 'admin', name: 'Admin', role: 'cloud-administrator' }

describe('a job that is cancelled', () => {
  test('before it began never begins', async () => {
    await using world = await JobWorld.make()
    const [adele, ben] = [await world.person('adele'), await world.person('ben')]
    const [first, second] = await requestBackups(world.control, world.queue, admin, [
      adele.onedriveId,
      ben.onedriveId,
    ])
    const cancelled = await cancelJob(world.control, world.queue, admin, first!.jobId)
    expect(cancelled).toMatchObject({ state: 'cancelled', attempt: 0 })
    await world.work()
    await world.ended(second!.jobId)
    expect(await world.job(first!.jobId)).toMatchObject({ state: 'cancelled', attempt: 0 })
    await expect(cancelJob(world.control, world.queue, admin, first!.jobId)).rejects.toMatchObject({
      code: 'HF_JOB_ENDED',
    })
  })

  test('by a person is one that the person asked for, where the profile lets them ask', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const own: Actor = {
      kind: 'account',
      id: 'adele',
      name: 'Adele',
      role: 'person',
      personId: adele.personId,
    }
    const { control, queue } = world
    const [scheduled] = await requestBackups(control, queue, admin, [adele.onedriveId])
    const cancel = async (id: string) =>
      await cancelJob(control, queue, own, id).then(
        ({ state }) => state,
        ({ code }: { code: string }) => code,
      )
    expect(await cancel(scheduled!.jobId)).toBe('HF_JOB_NOT_OWN')
    await cancelJob(control, queue, admin, scheduled!.jobId)
    const [asked] = await requestBackups(control, queue, own, [adele.onedriveId])
    expect(await cancel(asked!.jobId)).toBe('cancelled')
    const { settings } = await control.sql.selectFrom('profile').select('settings').executeTakeFirstOrThrow()
    const off = { ...settings, selfService: { ...settings.selfService, backupNow: false } }
    await control.sql
      .updateTable('profile')
      .set({ settings: JSON.stringify(off) })
      .execute()
    await expect(requestBackups(control, queue, own, [adele.onedriveId])).rejects.toMatchObject({
      code: 'HF_SELF_SERVICE_OFF',
    })
  })

  test('while it runs stops, and what it fetched is not fetched again', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele', 40)
    let sent = 0
    let reached: () => void = () => {}
    const halfway = new Promise<void>((resolve) => {
      reached = resolve
    })
    const download = world.client.download.bind(world.client)
    world.client.download = async function* (...args: Parameters<typeof download>) {
      if (++sent === 20) reached()
      if (sent >= 20) await systemClock.sleep(30_000, args[2]?.signal)
      yield* download(...args)
    } as typeof download
    await world.work()
    const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    await halfway
    const asked = await cancelJob(world.control, world.queue, admin, requested!.jobId)
    expect(asked).toMatchObject({ state: 'running', cancelRequested: true })
    expect(await world.ended(requested!.jobId)).toMatchObject({
      state: 'cancelled',
      errorCode: 'HF_JOB_CANCELLED',
    })
    world.client.download = download
    const [again] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    const job = await world.ended(again!.jobId)
    expect(job).toMatchObject({ state: 'succeeded', result: { counts: { files: 40 } } })
    expect((job.result as { changes: { resumed: number } }).changes.resumed).toBeGreaterThan(0)
  })

  test('is nobody’s business but of those who may see the person', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    const ben: Actor = { ...admin, role: 'person', personId: '9e107d9d-372b-4b68-a1f5-9f3a4d2b6c01' }
    await expect(cancelJob(world.control, world.queue, ben, requested!.jobId)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    const auditor: Actor = { ...admin, role: 'auditor' }
    await expect(cancelJob(world.control, world.queue, auditor, requested!.jobId)).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
    expect(await readJob(world.control, admin, requested!.jobId)).toMatchObject({ state: 'queued' })
  })
})

test('jobs are listed the newest first, page after page', async () => {
  await using world = await JobWorld.make()
  const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => world.person(name, 0)))
  for (const { onedriveId } of people) await requestBackups(world.control, world.queue, admin, [onedriveId])
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listJobs(world.control, admin, { limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.jobs.map(({ person }) => person!.name))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
  const own: Actor = { ...admin, role: 'person', personId: people[1]!.personId }
  expect((await listJobs(world.control, own)).jobs.map(({ person }) => person!.name)).toEqual(['b'])
  const scoped: Actor = { ...admin, role: 'profile-administrator', profiles: [] }
  expect((await listJobs(world.control, scoped)).jobs).toEqual([])
  await expect(listJobs(world.control, admin, { cursor: 'nonsense' })).rejects.toMatchObject({
    code: 'HF_INVALID',
  })
})
