import { describe, expect, test } from 'vitest'
import { Exclusions } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

describe('exclusions', () => {
  test('a rule takes files out of the next snapshot only, and brings them back without a download', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'Music')
    world.drive.putFile(folder.id, 'song.mp3', Buffer.from('la'))
    world.drive.putFile('root', 'draft.tmp', Buffer.from('tmp'))
    world.drive.putFile('root', 'kept.txt', Buffer.from('kept'))
    const before = await world.backup()
    const rules = new Exclusions({ extensions: ['tmp'], folders: ['music'] })
    const excluded = await world.backup({ exclusions: rules })
    expect(excluded.counts).toMatchObject({ files: 1, excluded: 2 })
    expect([...(await world.snapshotTree()).keys()]).toEqual(['kept.txt'])
    expect((await world.snapshotTree(before.snapshotId)).has('Music/song.mp3')).toBe(true)
    expect((await world.backup({ exclusions: rules })).outcome).toBe('unchanged')
    const back = await world.backup()
    expect(back.changes.fetched).toBe(0)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('renaming a folder into a rule leaves out all below it, and out of it brings all back', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'Work')
    const inner = world.drive.createFolder(folder.id, 'inner')
    world.drive.putFile(inner.id, 'a', Buffer.from('a'))
    const exclusions = new Exclusions({ folders: ['Private'] })
    await world.backup({ exclusions })
    world.drive.rename(folder.id, 'Private')
    await world.backup({ exclusions })
    expect(await world.snapshotTree()).toEqual(new Map())
    world.drive.rename(folder.id, 'Public')
    expect((await world.backup({ exclusions })).changes.fetched).toBe(0)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})
