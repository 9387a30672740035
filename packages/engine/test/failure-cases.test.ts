import { hasCode, systemClock } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { Exclusions, restoreToDrive } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

/** Failures that other programs met in the field, by what went wrong there. */
describe('delta and state', () => {
  test('deleted items are gone from the next snapshot, and never asked for', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'folder')
    world.drive.putFile(folder.id, 'a', Buffer.from('a'))
    const kept = world.drive.putFile('root', 'b', Buffer.from('b'))
    await world.backup()
    world.drive.delete(folder.id)
    const result = await world.backup()
    expect(result.changes).toMatchObject({ deleted: 2, fetched: 0 })
    expect([...(await world.snapshotTree()).keys()]).toEqual([kept.name])
  })

  test('a snapshot holds everything, not only what this run changed', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 5; i++) {
      world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
      await world.backup()
    }
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('one bad file does not freeze the drive: the others are saved, it is tried again later', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 30; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    const bad = world.drive.item('root')!.children!.get('file 7')!
    world.drive.setMalware(bad.id)
    const result = await world.backup()
    expect(result.outcome).toBe('saved-with-errors')
    expect(result.counts).toMatchObject({ files: 29, failed: 1 })
    expect(result.failures).toMatchObject([{ id: bad.id, class: 'malware', path: 'file 7', attempts: 1 }])
    world.drive.setMalware(bad.id, false)
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('a dropped delta token costs a listing, not a download, even when a folder was made again by its name', async () => {
    await using world = await DriveWorld.make()
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

  test('a page that never ends is noticed, and the cursor is kept', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'a', Buffer.from('a'))
    await world.backup()
    world.drive.putFile('root', 'b', Buffer.from('b'))
    world.emulator.faults.quirk('delta-loop')
    await expect(world.backup()).rejects.toMatchObject({ code: 'HF_DELTA_LOOP' })
    world.emulator.faults.clear()
    await world.backup()
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('a folder that moved takes its files along: no download, all paths right', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'big')
    for (let i = 0; i < 500; i++) world.drive.putFile(folder.id, `file ${i}`, { seed: i, size: 100 })
    await world.backup()
    world.drive.move(folder.id, world.drive.createFolder('root', 'elsewhere').id, 'renamed')
    const result = await world.backup()
    expect(result.changes.fetched).toBe(0)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('a move and an edit in one window are both seen', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'a', Buffer.from('old'))
    await world.backup()
    world.drive.move(file.id, world.drive.createFolder('root', 'new place').id, 'b')
    world.drive.replaceContent(file.id, Buffer.from('new'))
    await world.backup()
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('no items at all in a drive that is in use is an error, not a success', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'a', Buffer.from('a'))
    world.emulator.faults.add({
      match: { route: 'items.delta' },
      action: {
        kind: 'reply',
        status: 200,
        json: {
          value: [],
          '@odata.deltaLink': `${world.emulator.graphRoot}/drives/${world.drive.id}/root/delta?token=x`,
        },
      },
    })
    await expect(world.backup()).rejects.toMatchObject({ code: 'HF_DRIVE_LOOKS_EMPTY' })
    expect(await world.repository.snapshots()).toEqual([])
  })

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

  test('the vault of one drive refuses another drive', async () => {
    await using world = await DriveWorld.make()
    await world.backup()
    const other = world.emulator.tenant.addUser({
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
    })
    await expect(world.backup({ driveId: other.drive!.id })).rejects.toMatchObject({ code: 'HF_WRONG_VAULT' })
  })
})

describe('download', () => {
  test('expired download URLs are asked for again, once a file', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 10; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    for (let i = 0; i < 10; i++)
      world.emulator.faults.quirk('download-url-expired', {
        match: { name: `file ${i}` },
        when: { times: 1 },
      })
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('a connection that breaks in the middle is resumed, not started again', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'large', { seed: 1, size: 5_000_000 })
    world.emulator.faults.add({
      match: { route: 'sharepoint.download' },
      when: { times: 1 },
      action: { kind: 'reset', afterBytes: 4_000_000 },
    })
    const result = await world.backup()
    expect(result.failures).toEqual([])
    expect(world.emulator.meter.bytesSent).toBeLessThan(8_000_000)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('bytes that do not fit the listing are fetched twice; if they agree they are the truth', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'rewritten.docx', Buffer.from('what the service serves'))
    world.emulator.faults.quirk('hash-mismatch', { match: { item: file.id } })
    const first = await world.backup()
    expect(first).toMatchObject({ outcome: 'saved', failures: [] })
    expect((await world.backup()).changes.fetched).toBe(0)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('bytes that change from download to download are never stored as good', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'good', Buffer.from('good'))
    const file = world.drive.putFile('root', 'flaky', Buffer.from('flaky content'))
    await world.backup()
    world.drive.replaceContent(file.id, Buffer.from('newer content'))
    world.emulator.faults.add({
      match: { route: 'sharepoint.download' },
      when: { nth: 1 },
      action: { kind: 'corrupt', at: 0 },
    })
    world.emulator.faults.add({
      match: { route: 'sharepoint.download' },
      when: { nth: 2 },
      action: { kind: 'corrupt', at: 3 },
    })
    const result = await world.backup()
    expect(result.failures).toMatchObject([{ class: 'mismatch', code: 'HF_CONTENT_MISMATCH' }])
    expect((await world.snapshotTree()).get('flaky')).toMatch(/^13 /)
    const opened = await world.open()
    const node = (await opened.reader.readTree(opened.filesTree)).find(({ name }) => name === 'flaky')!
    expect(Buffer.concat(await Array.fromAsync(opened.reader.readFile(node))).toString()).toBe(
      'flaky content',
    )
    world.emulator.faults.clear()
    await world.backup({ clock: { now: () => systemClock.now() + 3_600_000, sleep: async () => {} } })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('empty files, files without hash and the sections of notebooks are backed up', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'empty', Buffer.alloc(0))
    world.drive.createNotebook('root', 'Book')
    world.drive.createNotebook('root', 'Bare', 'bare')
    world.emulator.faults.quirk('hash-absent')
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    expect([...(await world.snapshotTree()).keys()]).toContain('OneNoteFolder/Book/Notes.one')
    expect((await world.backup()).outcome).toBe('unchanged')
  })

  test('a shortcut is recorded as a pointer and not followed', async () => {
    await using world = await DriveWorld.make()
    world.drive.createShortcut('root', 'theirs', {
      driveId: 'b!other',
      id: '01OTHER',
      name: 'theirs',
      kind: 'folder',
      size: 0,
    })
    const result = await world.backup()
    expect(result.counts).toMatchObject({ files: 0, shortcuts: 1 })
    const items = await Array.fromAsync((await world.open()).items())
    expect(items.find(({ kind }) => kind === 'shortcut')).toMatchObject({
      target: { driveId: 'b!other', id: '01OTHER' },
    })
  })

  test('sharing is recorded where it begins, and asked for only when it changed', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'shared')
    for (let i = 0; i < 5; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from('x'))
    world.drive.share(folder.id, {
      roles: ['read'],
      link: { type: 'view', scope: 'organization', webUrl: 'https://x' },
    })
    await world.backup()
    expect(world.client.meter.byKind.permissions).toBe(1)
    world.drive.putFile('root', 'unrelated', Buffer.from('y'))
    await world.backup()
    expect(world.client.meter.byKind.permissions).toBe(1)
    const rows = await Array.fromAsync((await world.open()).permissions())
    expect(rows).toMatchObject([
      { id: folder.id, permissions: [{ roles: ['owner'] }, { link: { scope: 'organization' } }] },
    ])
  })
})

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

describe('restore to a drive', () => {
  test('into an empty drive: the same tree, one version each, times kept; again: nothing to do', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'Documents')
    const modified = Date.parse('2020-05-06T07:08:09Z')
    const created = Date.parse('2019-05-06T07:08:09Z')
    world.drive.putFile(folder.id, 'report.docx', Buffer.from('report'), { modified, created })
    world.drive.putFile(folder.id, 'empty', Buffer.alloc(0), { modified, created })
    const long = `${'長い名前'.repeat(60)}.txt`
    const cut = world.drive.putFile('root', long, Buffer.from('long'))
    world.drive.createNotebook(folder.id, 'Book')
    await world.backup()
    const target = world.emulator.tenant.addUser({
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
    }).drive!
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id }
    const dry = await restoreToDrive({ ...options, dryRun: true })
    expect(target.fileCount).toBe(0)
    const result = await restoreToDrive(options)
    expect(result).toMatchObject({ restored: 6, failures: [], identical: 0 })
    expect(dry.restored).toBe(6)
    expect(target.at(long)?.size).toBe(4)
    world.drive.rename(cut.id, 'short.txt')
    target.rename(target.at(long)!.id, 'short.txt')
    expect(await world.driveTree(target)).toEqual(await world.driveTree())
    target.rename(target.at('short.txt')!.id, long)
    const report = target.at('Documents/report.docx')!
    expect(report).toMatchObject({ fileModified: modified, fileCreated: created })
    expect(report.versions ?? []).toEqual([])
    expect(await restoreToDrive(options)).toMatchObject({ restored: 0, identical: 6, failures: [] })
  })

  test('conflicts: fail, skip, replace and keep-both do what they say', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'a.txt', Buffer.from('from the snapshot'))
    await world.backup()
    world.drive.replaceContent(file.id, Buffer.from('newer'))
    const options = { snapshot: await world.open(), target: world.client, driveId: world.drive.id }
    expect((await restoreToDrive({ ...options, conflict: 'fail' })).failures).toMatchObject([
      { code: 'HF_TARGET_EXISTS' },
    ])
    expect(await restoreToDrive({ ...options, conflict: 'skip' })).toMatchObject({ skipped: 1, restored: 0 })
    expect(world.drive.at('a.txt')?.size).toBe(5)
    expect(await restoreToDrive({ ...options, conflict: 'keep-both' })).toMatchObject({
      keptBoth: 1,
      restored: 1,
    })
    expect(world.drive.at('a 1.txt')?.size).toBe(17)
    expect(await restoreToDrive({ ...options, conflict: 'replace' })).toMatchObject({
      replaced: 1,
      restored: 1,
    })
    expect(world.drive.at('a.txt')?.size).toBe(17)
  })

  test('a part, into a folder of another drive', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'Plans')
    world.drive.putFile(folder.id, 'a', Buffer.from('a'))
    world.drive.putFile('root', 'b', Buffer.from('b'))
    await world.backup()
    const target = world.emulator.tenant.addUser({
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
    }).drive!
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id }
    await restoreToDrive({ ...options, include: ['plans/A'], folder: 'From Adele/2026' })
    expect([...(await world.driveTree(target)).keys()]).toEqual([
      'From Adele',
      'From Adele/2026',
      'From Adele/2026/Plans',
      'From Adele/2026/Plans/a',
    ])
    await expect(restoreToDrive({ ...options, include: ['Plans/none'] })).rejects.toMatchObject({
      code: 'HF_PATH_NOT_FOUND',
    })
  })

  test('a full drive ends the restore; what fits is there, and nothing is half done', async () => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 10; i++) world.drive.putFile('root', `file ${i}`, { seed: i, size: 1000 })
    await world.backup()
    const target = world.emulator.tenant.addUser({
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
    }).drive!
    target.quotaTotal = 4_500
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id, concurrency: 1 }
    const failure = await restoreToDrive(options).catch((error: unknown) => error)
    expect(hasCode(failure, 'HF_QUOTA_EXCEEDED')).toBe(true)
    expect(target.fileCount).toBe(4)
    target.quotaTotal = 1e9
    expect(await restoreToDrive(options)).toMatchObject({ identical: 4, restored: 6 })
  })

  test('an upload whose last answer is lost makes exactly one file', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'a', { seed: 1, size: 50_000 })
    await world.backup()
    const target = world.emulator.tenant.addUser({
      displayName: 'Bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
    }).drive!
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id }
    world.emulator.faults.add({
      match: { route: 'sharepoint.upload' },
      when: { times: 1 },
      action: { kind: 'reset-after-commit' },
    })
    expect(await restoreToDrive(options)).toMatchObject({ restored: 1, failures: [] })
    expect(await world.driveTree(target)).toEqual(await world.driveTree())
    expect(target.at('a')?.versions ?? []).toEqual([])
  })
})
