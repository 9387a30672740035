import { renameSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkStorages, newId, now, openPlace, vaultErrors } from '../../src/index.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { backUp } from '../upkeep/run-job.ts'

async function open(world: JobWorld) {
  const { sql } = world.control
  return await sql
    .selectFrom('alert')
    .select(['kind', 'details'])
    .where('resolvedAt', 'is', null)
    .orderBy('kind')
    .execute()
}

test('a storage that went away is told, and that it came back', async () => {
  await using world = await JobWorld.make()
  await checkStorages(world.control)
  expect(await open(world)).toEqual([])
  await backUp(world, await world.person('adele', 1))
  const [state] = await checkStorages(world.control)
  expect(state).toMatchObject({ name: 'This server', room: { free: expect.any(Number) } })
  expect(await open(world)).toEqual([])
  const { settings } = await world.control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
  const { path } = settings as { path: string }
  renameSync(path, `${path}-unmounted`)
  expect(await checkStorages(world.control)).toMatchObject([
    { problem: expect.stringContaining('not there') },
  ])
  expect(await open(world)).toMatchObject([
    { kind: 'storage-unreachable', details: { storage: 'This server' } },
  ])
  renameSync(`${path}-unmounted`, path)
  await checkStorages(world.control)
  expect(await open(world)).toEqual([])
})

test('little room is told below the threshold, for that storage alone', async () => {
  await using world = await JobWorld.make()
  let free = 9
  const places = (row: Parameters<typeof openPlace>[0]) => {
    const place = openPlace(row)
    return {
      location: place.location,
      repository: (path: string) => place.repository(path),
      slots: (path: string) => place.slots(path),
      vaultPaths: () => place.vaultPaths(),
      clear: (path: string) => place.clear(path),
      probe: async () => {
        if (free < 0) throw vaultErrors.HF_STORAGE_UNREACHABLE({ storage: row.name, reason: 'away' })
        return { free, total: 100 }
      },
    }
  }
  await checkStorages(world.control, { places })
  expect(await open(world)).toMatchObject([{ kind: 'space-low', details: { freePercent: 9 } }])
  // While it is away nobody knows.
  free = -1
  await checkStorages(world.control, { places })
  expect((await open(world)).map(({ kind }) => kind)).toEqual(['space-low', 'storage-unreachable'])
  free = 10
  await checkStorages(world.control, { places })
  expect(await open(world)).toEqual([])
})

test('a storage of a kind that cannot be used is told, and raised where it is opened', async () => {
  await using world = await JobWorld.make()
  const { control } = world
  await control.sql
    .insertInto('storage')
    .values({ id: newId(control), name: 'Bucket', kind: 's3', settings: '{}', createdAt: now(control) })
    .execute()
  expect(await checkStorages(control)).toMatchObject([{ name: 'Bucket', problem: expect.any(String) }, {}])
  const row = { name: 'Bucket', kind: 's3', settings: {} } as const
  expect(() => openPlace(row)).toThrow(expect.objectContaining({ code: 'HF_STORAGE_KIND_UNSUPPORTED' }))
  const nowhere = { name: 'Folder', kind: 'local', settings: {} } as const
  expect(() => openPlace(nowhere)).toThrow(expect.objectContaining({ code: 'HF_STORAGE_SETTINGS_INVALID' }))
})

test.each(['vaults/../../etc', '/etc', 'vaults', 'vaults/', 'vaults/a/b', 'vaults/..'])(
  'no vault is at %s',
  async (path) => {
    const place = openPlace({ name: 'Folder', kind: 'local', settings: { path: '/nowhere' } })
    expect(() => place.repository(path)).toThrow()
    await expect(place.clear(path)).rejects.toThrow()
  },
)
