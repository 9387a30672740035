import { expect, test } from 'vitest'
import { type Actor, listStorages, newId, now } from '../../src/index.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { backUp } from '../upkeep/run-job.ts'

const auditor: Actor = { kind: 'account', id: 'auditor', name: 'Auditor', role: 'auditor' }

test('storages are told with what lies there, and nothing that is secret', async () => {
  await using world = await JobWorld.make()
  const { control } = world
  expect(await listStorages(control, auditor)).toMatchObject([{ vaults: 0, storedBytes: 0, problem: null }])
  await backUp(world, await world.person('adele', 1))
  const settings = JSON.stringify({ accessKey: 'AKIA', secretKey: 'hidden' })
  await control.sql
    .insertInto('storage')
    .values({ id: newId(control), name: 'Bucket', kind: 's3', settings, createdAt: now(control) })
    .execute()
  const found = await listStorages(control, auditor)
  expect(found).toMatchObject([
    { name: 'Bucket', kind: 's3', location: null, room: null, problem: expect.any(String), vaults: 0 },
    {
      name: 'This server',
      kind: 'local',
      location: expect.stringContaining('/'),
      room: { free: expect.any(Number), total: expect.any(Number) },
      problem: null,
      vaults: 1,
    },
  ])
  expect(found[1]?.storedBytes).toBeGreaterThan(0)
  expect(JSON.stringify(found)).not.toContain('hidden')
})

test('who may not read the organisation’s settings is told of none', async () => {
  await using world = await JobWorld.make()
  const helpDesk: Actor = { ...auditor, role: 'help-desk' }
  await expect(listStorages(world.control, helpDesk)).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
