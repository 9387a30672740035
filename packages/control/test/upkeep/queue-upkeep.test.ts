import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, queueChecks, queueRetention } from '../../src/index.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { addJob } from '../rows.ts'
import { agedVault, DAY } from './aged-vault.ts'
import { backUp, vaultRow } from './run-job.ts'

async function jobs(world: JobWorld) {
  return await world.control.sql
    .selectFrom('job')
    .selectAll()
    .where('kind', 'in', ['retention', 'check'])
    .where('state', '=', 'queued')
    .execute()
}

async function dueNow(world: JobWorld, column: 'retentionAt' | 'checkAt'): Promise<void> {
  const at = new Date(world.control.clock.now() - 1)
  await world.control.sql
    .updateTable('vault')
    .set({ [column]: at })
    .execute()
}

describe('retention is queued', () => {
  test('once a day, for vaults with something to expire, and done by the worker', async () => {
    await using world = await JobWorld.make()
    const [adele, ben] = [await world.person('adele'), await world.person('ben')]
    const old = await backUp(world, adele)
    adele.user.drive?.putFile('root', 'more.txt', Buffer.from('more'))
    await backUp(world, adele)
    await backUp(world, ben)
    expect(await queueRetention(world.control, world.queue, 10)).toBe(0)
    const ancient = new Date(world.control.clock.now() - 4_000 * DAY)
    const repository = await world.vaults.open(old, { reason: 'upkeep' })
    const [first] = await repository.snapshots()
    await world.control.sql
      .updateTable('snapshot')
      .set({ takenAt: ancient })
      .where('id', '=', first!.id)
      .execute()
    // Each vault has its time of day; before it comes nobody looks.
    expect(await queueRetention(world.control, world.queue, 10)).toBe(0)
    await dueNow(world, 'retentionAt')
    expect(await queueRetention(world.control, world.queue, 10)).toBe(1)
    expect(await jobs(world)).toMatchObject([
      {
        kind: 'retention',
        personId: adele.personId,
        onedriveId: adele.onedriveId,
        request: { vaultId: old },
      },
    ])
    expect(await queueRetention(world.control, world.queue, 10)).toBe(0)
    for (const { retentionAt } of await world.control.sql.selectFrom('vault').selectAll().execute()) {
      expect(retentionAt!.getTime()).toBeGreaterThan(world.control.clock.now())
      expect(retentionAt!.getTime()).toBeLessThanOrEqual(world.control.clock.now() + DAY)
    }
    const [job] = await jobs(world)
    await world.work()
    // The storage knows better than the row: nothing is expired.
    expect(await world.ended(job!.id)).toMatchObject({
      state: 'succeeded',
      result: { expired: 0, kept: 2 },
    })
  })

  test('when a prune is due, at most as many as asked for, the longest overdue first', async () => {
    await using world = await JobWorld.make()
    const vaults: string[] = []
    for (const name of ['a', 'b', 'c']) vaults.push(await backUp(world, await world.person(name, 1)))
    await world.control.sql.updateTable('vault').set({ pruneWanted: true, prunedAt: null }).execute()
    for (const [i, id] of vaults.entries()) {
      const retentionAt = new Date(world.control.clock.now() - (i + 1) * 3_600_000)
      await world.control.sql.updateTable('vault').set({ retentionAt }).where('id', '=', id).execute()
    }
    expect(await queueRetention(world.control, world.queue, 2)).toBe(2)
    expect((await jobs(world)).map(({ request }) => (request as { vaultId: string }).vaultId).sort()).toEqual(
      [vaults[1], vaults[2]].sort(),
    )
    // A prune that was made a moment ago is not due again.
    await world.control.sql
      .updateTable('vault')
      .set({ prunedAt: new Date(world.control.clock.now()) })
      .execute()
    expect(await queueRetention(world.control, world.queue, 2)).toBe(0)
  })

  test('not while a backup is open, nor for what may come back or is to be destroyed', async () => {
    await using world = await JobWorld.make()
    const { sql, clock } = world.control
    const adele = await world.person('adele', 1)
    await backUp(world, adele)
    const ready = async () => {
      await sql.updateTable('vault').set({ pruneWanted: true }).execute()
      await dueNow(world, 'retentionAt')
    }
    await ready()
    await addJob(world.control, adele.onedriveId, { state: 'running' })
    expect(await queueRetention(world.control, world.queue, 5)).toBe(0)
    await sql.deleteFrom('job').execute()
    await sql.updateTable('person').set({ state: 'deleted' }).execute()
    expect(await queueRetention(world.control, world.queue, 5)).toBe(0)
    await sql.updateTable('person').set({ state: 'preserved' }).execute()
    await sql.updateTable('onedrive').set({ state: 'deleted' }).execute()
    expect(await queueRetention(world.control, world.queue, 5)).toBe(0)
    await sql.updateTable('onedrive').set({ state: 'disabled' }).execute()
    await sql
      .updateTable('vault')
      .set({ destroyAt: new Date(clock.now()) })
      .execute()
    expect(await queueRetention(world.control, world.queue, 5)).toBe(0)
    await sql.updateTable('vault').set({ destroyAt: null }).execute()
    expect(await queueRetention(world.control, world.queue, 5)).toBe(1)
  })
})

test('checks are queued at each vault’s own time in the interval, and one at a time', async () => {
  await using world = await JobWorld.make()
  const vaults: string[] = []
  for (const name of ['a', 'b', 'c']) vaults.push(await backUp(world, await world.person(name, 1)))
  const planned = await Promise.all(vaults.map((id) => vaultRow(world.control, id)))
  expect(new Set(planned.map(({ checkAt }) => checkAt!.getTime())).size).toBe(3)
  expect(await queueChecks(world.control, world.queue, 10)).toBe(0)
  await dueNow(world, 'checkAt')
  expect(await queueChecks(world.control, world.queue, 2)).toBe(2)
  expect(await queueChecks(world.control, world.queue, 2)).toBe(1)
  await dueNow(world, 'checkAt')
  expect(await queueChecks(world.control, world.queue, 10)).toBe(0)
  for (const id of vaults) {
    const { checkAt } = await vaultRow(world.control, id)
    expect(checkAt!.getTime()).toBeLessThan(world.control.clock.now())
  }
})

test('an expired snapshot goes all the way through the queue', async () => {
  await using world = await JobWorld.make()
  const settings = { ...DEFAULT_SETTINGS, retention: { keepDays: 30, tiers: null } }
  await world.control.sql
    .updateTable('profile')
    .set({ settings: JSON.stringify(settings) })
    .execute()
  const { vaultId, ids } = await agedVault(world, await world.person('adele'), [90, 60, 1])
  await world.control.sql.updateTable('vault').set({ pruneWanted: true }).execute()
  await dueNow(world, 'retentionAt')
  await world.work()
  expect(await queueRetention(world.control, world.queue, 1)).toBe(1)
  const { id } = await world.control.sql
    .selectFrom('job')
    .select('id')
    .where('kind', '=', 'retention')
    .executeTakeFirstOrThrow()
  expect(await world.ended(id)).toMatchObject({ state: 'succeeded', result: { expired: 2, kept: 1 } })
  const left = await (await world.vaults.open(vaultId, { reason: 'upkeep' })).snapshots()
  expect(left.map((one) => one.id)).toEqual([ids[2]])
})
