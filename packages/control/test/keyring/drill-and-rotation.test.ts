import { expect, test } from 'vitest'
import {
  readDrill,
  readRotation,
  recordDrill,
  renewSlots,
  rotateSlots,
  systemActor,
} from '../../src/index.ts'
import { KeyWorld } from './key-world.ts'

const actor = systemActor('test')
const use = { reason: 'backup', jobId: 'job-1' } as const

test('the last drill is kept as it was told, and stands in the audit trail', async () => {
  await using world = await KeyWorld.make()
  const { control } = world
  expect(await readDrill(control, actor)).toBeUndefined()
  const drill = { kitId: '12ab-34cd', vaults: 9, opened: 4, failures: [{ vault: 'a', problem: 'damaged' }] }
  await recordDrill(control, actor, drill)
  await recordDrill(control, actor, { ...drill, opened: 5, failures: [] })
  expect(await readDrill(control, actor)).toEqual({
    ...drill,
    opened: 5,
    failures: [],
    at: expect.any(String),
  })
  await expect(recordDrill(control, actor, { ...drill, kitId: 'no kit' })).rejects.toMatchObject({
    code: 'HF_INVALID',
  })
  const entries = await control.sql
    .selectFrom('auditEvent')
    .select('details')
    .where('action', '=', 'recovery-kit.drilled')
    .execute()
  expect(entries).toHaveLength(2)
})

test('a rotation tells how far it is', async () => {
  await using world = await KeyWorld.make()
  const { control, vaults } = world
  await using _one = await world.connector('One')
  for (const _ of [1, 2]) await vaults.open(await world.vault(), use)
  await control.sql.updateTable('vault').set({ repositoryId: 'r' }).execute()
  expect(await readRotation(control, actor)).toMatchObject({
    requestedAt: null,
    nextAt: null,
    renewed: 2,
    of: 2,
  })
  await control.sql
    .updateTable('keySlot')
    .set({ createdAt: new Date(0) })
    .execute()
  await rotateSlots(control, actor)
  expect(await readRotation(control, actor)).toMatchObject({
    requestedAt: expect.any(String),
    renewed: 0,
    of: 2,
  })
  await renewSlots(control, vaults, 1)
  expect(await readRotation(control, actor)).toMatchObject({ renewed: 1, of: 2 })
})
