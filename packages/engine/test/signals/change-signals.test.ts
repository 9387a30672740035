import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { DriveWorld } from '../drive-world.ts'

/** What encryption leaves, the same in every run. */
const noise = (length: number) => createHash('shake256', { outputLength: length }).update('key').digest()

const NOTHING = { created: 0, modified: 0, deleted: 0, encrypted: 0 }

test('a run counts the files that were made, changed, deleted and encrypted; a first one tells of nothing', async () => {
  await using world = await DriveWorld.make()
  const folder = world.drive.createFolder('root', 'work')
  const ids = Array.from(
    { length: 12 },
    (_, n) => world.drive.putFile(folder.id, `${n}.txt`, Buffer.from(`text ${n}`.repeat(2_000))).id,
  )
  expect((await world.backup()).signals).toEqual(NOTHING)
  expect((await world.backup()).signals).toEqual(NOTHING)
  world.drive.putFile(folder.id, 'new.txt', Buffer.from('new'))
  for (const n of [0, 1, 2]) world.drive.putFile(folder.id, `${n}.txt`, noise(20_000))
  // Too short to tell.
  world.drive.putFile(folder.id, '3.txt', noise(100))
  for (const id of ids.slice(4, 6)) world.drive.delete(id)
  expect((await world.backup()).signals).toEqual({ created: 1, modified: 4, deleted: 2, encrypted: 3 })
})

test('a folder that is deleted counts with the files in it', async () => {
  await using world = await DriveWorld.make()
  const folder = world.drive.createFolder('root', 'work')
  for (let n = 0; n < 5; n++) world.drive.putFile(folder.id, `${n}.txt`, Buffer.from(`text ${n}`))
  world.drive.putFile('root', 'stays.txt', Buffer.from('stays'))
  await world.backup()
  world.drive.delete(folder.id)
  expect((await world.backup()).signals).toEqual({ ...NOTHING, deleted: 5 })
})
