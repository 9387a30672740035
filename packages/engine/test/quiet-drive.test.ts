import { expect, test } from 'vitest'
import { DriveWorld } from './drive-world.ts'

test('nothing changed: one request, no snapshot', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'a', Buffer.from('a'))
  const first = await world.backup()
  const before = world.client.meter.requests
  const second = await world.backup()
  expect(world.client.meter.requests - before).toBe(1)
  expect(second).toMatchObject({ outcome: 'unchanged', snapshotId: first.snapshotId })
  expect(await world.repository.snapshots()).toHaveLength(1)
})
