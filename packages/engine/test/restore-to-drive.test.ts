import { hasCode } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { restoreToDrive } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

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
    const target = world.emptyDrive()
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
    const target = world.emptyDrive()
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
    const target = world.emptyDrive()
    target.quotaTotal = 4_500
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id, concurrency: 1 }
    const failure = await restoreToDrive(options).catch((error: unknown) => error)
    expect(hasCode(failure, 'HF_QUOTA_EXCEEDED')).toBe(true)
    expect(target.fileCount).toBe(4)
    target.quotaTotal = 1e9
    expect(await restoreToDrive(options)).toMatchObject({ identical: 4, restored: 6 })
  })
})
