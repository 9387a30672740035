import { systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { backupJob, checkKeyProviders, retryWaiting } from '../../src/index.ts'
import { KeyWorld } from './key-world.ts'
import { setupOnedrive } from './setup-onedrive.ts'

test('without a key nothing is asked of Microsoft, and nothing of the vault is written', async () => {
  await using world = await KeyWorld.make()
  const { runJob } = await setupOnedrive(world)
  let asked = 0
  const handler = backupJob({
    control: world.control,
    vaults: world.vaults,
    graph: async () => {
      asked++
      throw new Error('asked')
    },
    programVersion: 'holdfast test',
  })
  await expect(runJob(handler)).rejects.toMatchObject({ code: 'EKEY_UNAVAILABLE' })
  expect(asked).toBe(0)
  await using _one = await world.connector('One')
  await expect(runJob(handler)).rejects.toThrow('asked')
  expect(asked).toBe(1)
})

test('who failed for want of a key is due again when a provider returns, and nobody else', async () => {
  await using world = await KeyWorld.make()
  const { onedriveId, vaultId } = await setupOnedrive(world)
  const one = await world.connector('One')
  await world.vaults.open(vaultId, { reason: 'backup' })
  const { sql } = world.control
  const tomorrow = new Date(systemClock.now() + 86_400_000)
  const next = async () =>
    (
      await sql
        .selectFrom('onedrive')
        .select('nextSlotAt')
        .where('id', '=', onedriveId)
        .executeTakeFirstOrThrow()
    ).nextSlotAt
  await sql.updateTable('onedrive').set({ nextSlotAt: tomorrow, lastErrorCode: 'HF_NO_DRIVE' }).execute()
  expect(await retryWaiting(world.control, one.id)).toBe(0)
  await sql.updateTable('onedrive').set({ lastErrorCode: 'EKEY_UNAVAILABLE' }).execute()
  await using stranger = await world.connector('Stranger')
  expect(await retryWaiting(world.control, stranger.id)).toBe(0)
  expect(await next()).toEqual(tomorrow)
  expect(await retryWaiting(world.control, one.id)).toBe(1)
  expect((await next())!.getTime()).toBeLessThanOrEqual(systemClock.now())
  await one[Symbol.asyncDispose]()
})

test('the alert is raised at once where backups fail, else after a minute, and ends with the return', async () => {
  await using world = await KeyWorld.make()
  const { vaultId } = await setupOnedrive(world)
  const one = await world.connector('One')
  await world.vaults.open(vaultId, { reason: 'backup' })
  const { sql } = world.control
  const open = async () =>
    (await sql.selectFrom('alert').selectAll().where('resolvedAt', 'is', null).execute()).map(
      ({ kind, severity, subject }) => ({ kind, severity, subject }),
    )
  const away = () => 'away'
  await checkKeyProviders(world.control, away)
  expect(await open()).toEqual([])
  const raised = [{ kind: 'key-provider-not-connected', severity: 'critical', subject: one.id }]
  await sql.updateTable('onedrive').set({ lastErrorCode: 'EKEY_UNAVAILABLE' }).execute()
  await checkKeyProviders(world.control, away)
  expect(await open()).toEqual(raised)
  await checkKeyProviders(world.control, () => undefined)
  expect(await open()).toEqual([])
  await sql.updateTable('onedrive').set({ lastErrorCode: null }).execute()
  await sql
    .updateTable('keyProvider')
    .set({ seenAt: new Date(systemClock.now() - 61_000) })
    .execute()
  await checkKeyProviders(world.control, away)
  expect(await open()).toEqual(raised)
  await one[Symbol.asyncDispose]()
})
