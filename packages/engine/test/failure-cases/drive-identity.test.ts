import { expect, test } from 'vitest'
import { DriveWorld } from '../drive-world.ts'

test('F11 the drives of a person change: a vault takes its own drive only, and keeps what it has', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'a', Buffer.from('a'))
  const { snapshotId } = await world.backup()
  const before = await world.snapshotTree()
  const another = world.emptyDrive('Another drive')
  another.putFile('root', 'x', Buffer.from('x'))
  await expect(world.backup({ driveId: another.id })).rejects.toMatchObject({ code: 'HF_WRONG_VAULT' })
  expect(await world.repository.snapshots()).toMatchObject([{ id: snapshotId }])
  expect(await world.snapshotTree()).toEqual(before)
})

test('F38 a person, or the whole domain, gets another name: nothing is downloaded, the vault goes on', async () => {
  await using world = await DriveWorld.make()
  const { directory } = world.emulator.tenant
  for (let i = 0; i < 5; i++) world.drive.putFile('root', `file ${i}`, { seed: i, size: 1000 })
  await world.backup()
  directory.update(world.drive.owner.id, { userPrincipalName: 'adele.smith@fabrikam.example' })
  Object.assign(world.drive.owner, { userPrincipalName: 'adele.smith@fabrikam.example' })
  const lookup = await world.client.findDrive('adele.smith@fabrikam.example')
  expect(lookup).toMatchObject({ state: 'found', drive: { id: world.drive.id } })
  expect((await world.backup()).outcome).toBe('unchanged')
  // Also when the change of the site's address made Microsoft drop the token.
  world.emulator.faults.quirk('delta-gone', { when: { times: 1 } })
  const seen = world.watch()
  expect(await world.backup()).toMatchObject({ enumerated: true, bytes: { downloaded: 0 } })
  expect(seen.filter(({ route }) => /content|download/.test(route))).toEqual([])
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})
