import { systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { liveThrough } from '../drive-model.ts'
import { DriveWorld } from '../drive-world.ts'
import { listingContract } from './listing-contract.ts'

describe('F27 a cloud without delta: the same, folder after folder', () => {
  listingContract({ delta: false })

  test.each([systemRandom.bytes(3).readUIntBE(0, 3)])(
    'F09 whatever happens to a drive, in whatever order: each snapshot is the drive of its time (seed %i)',
    async (seed) => {
      await using world = await DriveWorld.make({ delta: false })
      await liveThrough(world, seed, 6)
    },
  )
})

test('F27 a cloud without delta: a quiet drive makes no snapshot, and one list for each folder', async () => {
  await using world = await DriveWorld.make({ delta: false })
  let folder = world.drive.root
  for (let depth = 0; depth < 5; depth++) {
    folder = world.drive.createFolder(folder.id, `level ${depth}`)
    world.drive.putFile(folder.id, 'file', Buffer.from(`${depth}`))
  }
  const first = await world.backup()
  const seen = world.watch()
  expect(await world.backup()).toMatchObject({ outcome: 'unchanged', snapshotId: first.snapshotId })
  const routes = seen.map(({ route }) => route)
  expect(routes).toEqual(['items.get', ...Array.from({ length: 6 }, () => 'items.children')])
  expect(await world.repository.snapshots()).toHaveLength(1)
})

test('F27 a cloud without delta gets it: the next full listing is by delta', async () => {
  await using world = await DriveWorld.make({ delta: false })
  world.drive.putFile('root', 'a', Buffer.from('a'))
  await world.backup()
  Object.assign(world.emulator, { hasDelta: true })
  expect((await world.backup({ full: true })).changes.fetched).toBe(0)
  const seen = world.watch()
  expect((await world.backup()).outcome).toBe('unchanged')
  expect(seen.map(({ route }) => route)).toEqual(['items.delta'])
})
