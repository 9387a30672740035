import { systemClock } from '@holdfast/base'
import { FaultyStorage, MemoryStorage } from '@holdfast/repository'
import { expect, test } from 'vitest'
import { restoreToDrive } from '../../src/index.ts'
import { DriveWorld } from '../drive-world.ts'
import { LARGE } from './scale.ts'

/** How a drive is listed: by delta, or folder after folder where a cloud has no delta. */
export interface Listing {
  readonly delta: boolean
}

/** What a backup makes of whatever happens to a drive, in whatever way the drive is listed. */
export function listingContract(listing: Listing): void {
  test('F01 deleted items are never seen: they are gone from the next snapshot, and not asked for', async () => {
    await using world = await DriveWorld.make(listing)
    const folder = world.drive.createFolder('root', 'folder')
    world.drive.putFile(folder.id, 'a', Buffer.from('a'))
    world.drive.putFile('root', 'b', Buffer.from('b'))
    const before = await world.backup()
    world.drive.delete(folder.id)
    const seen = world.watch()
    const result = await world.backup()
    expect(result.changes).toMatchObject({ deleted: 2, fetched: 0 })
    expect(seen.filter(({ route }) => /content|download/.test(route))).toEqual([])
    expect([...(await world.snapshotTree()).keys()]).toEqual(['b'])
    expect((await world.snapshotTree(before.snapshotId)).has('folder/a')).toBe(true)
    const target = world.emptyDrive()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    expect([...(await world.driveTree(target)).keys()]).toEqual(['b'])
  })

  test('F02 a snapshot holds only the changes of its run: each one holds everything', async () => {
    await using world = await DriveWorld.make(listing)
    for (let i = 0; i < 5; i++) {
      world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
      await world.backup()
    }
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    const target = world.emptyDrive()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    expect(await world.driveTree(target)).toEqual(await world.driveTree())
  })

  test('F03 one bad file freezes a drive: all others are saved, it is tried again later', async () => {
    const files = LARGE ? 10_000 : 150
    await using world = await DriveWorld.make(listing)
    for (let i = 0; i < files; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    const bad = world.drive.at('file 7')!
    world.drive.setMalware(bad.id)
    const result = await world.backup()
    expect(result.outcome).toBe('saved-with-errors')
    expect(result.counts).toMatchObject({ files: files - 1, failed: 1 })
    expect(result.failures).toMatchObject([{ id: bad.id, class: 'malware', path: 'file 7', attempts: 1 }])
    // While it waits it costs nothing, and what else happens is saved.
    world.drive.putFile('root', 'later', Buffer.from('later'))
    expect(await world.backup()).toMatchObject({ changes: { fetched: 1 }, failures: [{ attempts: 1 }] })
    const nextDay = systemClock.now() + 25 * 3_600_000
    expect(
      (await world.backup({ clock: { now: () => nextDay, sleep: async () => {} } })).failures,
    ).toMatchObject([{ attempts: 2 }])
    world.drive.setMalware(bad.id, false)
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F04 the cursor is saved before what it stands for: after any failed write the next run sees the change again', async () => {
    const faulty = new FaultyStorage(new MemoryStorage())
    await using world = await DriveWorld.make({ ...listing, storage: faulty })
    const change = (name: string): unknown => world.drive.putFile('root', name, Buffer.from(name))
    change('first')
    await world.backup()
    const before = faulty.calls.length
    change('second')
    await world.backup()
    const kinds = faulty.calls
      .slice(before)
      .filter(({ method }) => method === 'save')
      .map(({ path }) => path.slice(0, path.indexOf('/') + 1))
    expect(new Set(kinds)).toEqual(new Set(['locks/', 'data/', 'index/', 'snapshots/']))
    const losses = [...new Set(kinds)].map((path) => ({ path, when: 'before' as 'before' | 'after' }))
    for (const { path, when } of [...losses, { path: 'snapshots/', when: 'after' as const }]) {
      change(`at the loss in ${path}, ${when}`.replaceAll('/', ''))
      faulty.inject({ method: 'save', path, when, error: new Error('the machine is gone') })
      await expect(world.backup(), `${path} ${when}`).rejects.toThrow()
      await world.backup()
      expect(await world.snapshotTree(), `${path} ${when}`).toEqual(await world.driveTree())
    }
    await world.expectSound()
  })

  test('F05 a delta token is lost: a listing, not a download, even when a folder was made again by its name', async () => {
    await using world = await DriveWorld.make(listing)
    const folder = world.drive.createFolder('root', 'folder')
    for (let i = 0; i < 20; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from(`content ${i}`))
    await world.backup()
    const moved = world.drive.at('folder/file 3')!
    world.drive.move(moved.id, 'root')
    world.drive.delete(folder.id)
    world.drive.createFolder('root', 'folder')
    world.emulator.faults.quirk('delta-gone', { when: { times: 1 } })
    const result = await world.backup()
    expect(result).toMatchObject({ enumerated: true, changes: { fetched: 0 }, failures: [] })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F06 a list that never ends: it is noticed soon, and the cursor is kept', async () => {
    await using world = await DriveWorld.make(listing)
    const { faults, graphRoot } = world.emulator
    world.drive.putFile('root', 'a', Buffer.from('a'))
    await world.backup()
    world.drive.putFile('root', 'b', Buffer.from('b'))
    if (listing.delta) faults.quirk('delta-loop')
    else {
      const nextLink = `${graphRoot}/drives/${world.drive.id}/root/children?$skiptoken=same`
      const json = { value: [], '@odata.nextLink': nextLink }
      faults.add({ match: { route: 'items.children' }, action: { kind: 'reply', status: 200, json } })
    }
    const seen = world.watch()
    await expect(world.backup()).rejects.toMatchObject({
      code: listing.delta ? 'HF_DELTA_LOOP' : 'HF_GRAPH_UNAVAILABLE',
    })
    expect(seen.length).toBeLessThan(10)
    expect(await world.repository.snapshots()).toHaveLength(1)
    faults.clear()
    expect((await world.backup()).changes).toMatchObject({ added: 1, fetched: 1 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F07 items come twice, late and out of order: the result is the same', async () => {
    await using world = await DriveWorld.make(listing)
    let folder = world.drive.root
    for (let depth = 0; depth < 8; depth++) {
      folder = world.drive.createFolder(folder.id, `level ${depth}`)
      for (let i = 0; i < 3; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from(`${depth} ${i}`))
    }
    const { faults } = world.emulator
    faults.quirk('delta-page-size', { value: 3 })
    faults.quirk('delta-reorder-parents')
    faults.quirk('delta-duplicate-item', { when: { probability: 0.5 } })
    faults.quirk('delta-empty-page', { when: { times: 1 } })
    faults.quirk('children-empty-page', { when: { every: 2 } })
    expect(await world.backup()).toMatchObject({
      counts: { files: 24, folders: 8 },
      changes: { fetched: 24 },
    })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F08 a folder that moved does not list its children: no download, all paths right', async () => {
    const files = LARGE ? 10_000 : 150
    await using world = await DriveWorld.make(listing)
    const folder = world.drive.createFolder('root', 'big')
    for (let i = 0; i < files; i++) world.drive.putFile(folder.id, `file ${i}`, { seed: i, size: 100 })
    await world.backup()
    world.drive.move(folder.id, world.drive.createFolder('root', 'elsewhere').id, 'renamed')
    const result = await world.backup()
    expect(result.changes).toMatchObject({ added: 1, changed: 1, deleted: 0, fetched: 0 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F09 an item is made, deleted and made again, between two runs and while it is listed', async () => {
    await using world = await DriveWorld.make(listing)
    const { drive, emulator } = world
    const [a, b] = [drive.createFolder('root', 'a'), drive.createFolder('root', 'b')]
    for (let i = 0; i < 6; i++) drive.putFile(a.id, `file ${i}`, Buffer.from(`content ${i}`))
    await world.backup()
    // Made and deleted; deleted and made; deleted, made and deleted.
    drive.delete(drive.putFile('root', 'passing', Buffer.from('x')).id)
    drive.delete(drive.at('a/file 0')!.id)
    drive.putFile(a.id, 'file 0', Buffer.from('another'))
    drive.delete(drive.at('a/file 1')!.id)
    drive.delete(drive.putFile(a.id, 'file 1', Buffer.from('short lived')).id)
    // And in between the pages: from a folder not listed yet into one that was, and the other way round.
    emulator.faults.quirk('delta-page-size', { value: 2 })
    let lists = 0
    emulator.meter.onRequest = ({ route }) => {
      if (route !== 'items.delta' && route !== 'items.children') return
      lists++
      if (lists === 1) {
        drive.move(drive.at('a/file 2')!.id, b.id)
        drive.move(drive.at('a/file 3')!.id, 'root')
      }
      if (lists === 2) {
        drive.delete(drive.at('a/file 4')!.id)
        drive.putFile(a.id, 'file 4', Buffer.from('made while listed'))
      }
    }
    // The two that are new: what was moved while it was listed is not fetched again.
    expect((await world.backup()).changes.fetched).toBe(2)
    expect(lists).toBeGreaterThan(3)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    await world.backup({ full: true })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F10 a move and an edit in one window: both are seen', async () => {
    await using world = await DriveWorld.make(listing)
    const file = world.drive.putFile('root', 'a', Buffer.from('old'))
    await world.backup()
    world.drive.move(file.id, world.drive.createFolder('root', 'new place').id, 'b')
    world.drive.replaceContent(file.id, Buffer.from('new'))
    expect((await world.backup()).changes).toMatchObject({ added: 1, changed: 1, deleted: 0, fetched: 1 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('F28 a shortcut to another drive is a pointer: not followed, not counted, not restored as content', async () => {
    await using world = await DriveWorld.make(listing)
    const theirs = world.emptyDrive('Theirs')
    const shared = theirs.createFolder('root', 'shared')
    theirs.putFile(shared.id, 'secret', { seed: 1, size: 100_000 })
    const target = {
      driveId: theirs.id,
      id: shared.id,
      name: 'shared',
      kind: 'folder',
      size: 100_000,
    } as const
    const shortcut = world.drive.createShortcut('root', 'theirs', target)
    world.drive.putFile('root', 'mine', Buffer.from('mine'))
    const seen = world.watch()
    const result = await world.backup()
    expect(result.counts).toMatchObject({ files: 1, folders: 0, shortcuts: 1, bytes: 4 })
    expect(seen.filter(({ target: path }) => path.includes(theirs.id))).toEqual([])
    const items = await Array.fromAsync((await world.open()).items())
    expect(items.find(({ kind }) => kind === 'shortcut')).toMatchObject({
      id: shortcut.id,
      name: 'theirs',
      target: { driveId: theirs.id, id: shared.id },
    })
    const empty = world.emptyDrive()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: empty.id })
    expect([...(await world.driveTree(empty)).keys()]).toEqual(['mine'])
  })
}
