import { describe, expect, test } from 'vitest'
import { DriveWorld } from '../drive-world.ts'
import { listingContract } from './listing-contract.ts'

describe('a drive that is listed by delta', () => {
  listingContract({ delta: true })
})

test('F08 a shared folder that moved: its files do not look shared by themselves, and are not asked about', async () => {
  await using world = await DriveWorld.make()
  const folder = world.drive.createFolder('root', 'shared')
  for (let i = 0; i < 20; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from(`content ${i}`))
  world.drive.share(folder.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
  world.drive.share(world.drive.at('shared/file 3')!.id, {
    roles: ['write'],
    grantedTo: { displayName: 'Eve' },
  })
  await world.backup()
  world.drive.move(folder.id, world.drive.createFolder('root', 'elsewhere').id)
  const seen = world.watch()
  expect((await world.backup()).changes).toMatchObject({ added: 1, changed: 1, fetched: 0 })
  expect(seen.filter(({ route }) => route === 'permissions.list')).toHaveLength(1)
  expect(await Array.fromAsync((await world.open()).permissions())).toHaveLength(2)
})
