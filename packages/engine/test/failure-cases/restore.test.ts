import { faultPresets } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import { restoreToDrive } from '../../src/index.ts'
import { DriveWorld, hurriedClock } from '../drive-world.ts'

const UPLOAD = { route: 'sharepoint.upload' }
const SIZE = 11_000_000

describe('F29 an upload session is "done" too early, or its end is not heard: exactly one right file, no session left', () => {
  test.each<[string, (world: DriveWorld) => void]>([
    [
      'F29 202 for the last piece',
      ({ emulator }) => emulator.faults.quirk('upload-late-commit', { when: { times: 1 } }),
    ],
    [
      'F29 the final 201 is lost',
      ({ emulator }) =>
        emulator.faults.add({ match: UPLOAD, when: { nth: 2 }, action: { kind: 'reset-after-commit' } }),
    ],
    [
      'F29 416 for the last piece',
      ({ emulator }) => emulator.faults.quirk('upload-gap', { when: { times: 1 } }),
    ],
    [
      'F29 a reset in the middle of a piece',
      ({ emulator }) =>
        emulator.faults.add({
          match: UPLOAD,
          when: { nth: 1 },
          action: { kind: 'reset', receivedBytes: 500_000 },
        }),
    ],
    [
      'F29 the session is lost',
      ({ emulator }) => emulator.faults.quirk('upload-session-lost', { when: { nth: 2 } }),
    ],
  ])('%s', async (_, trouble) => {
    await using world = await DriveWorld.make({ clock: hurriedClock() })
    world.drive.putFile('root', 'large.bin', { seed: 1, size: SIZE })
    await world.backup()
    const target = world.emptyDrive()
    trouble(world)
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id }
    expect(await restoreToDrive(options)).toMatchObject({ restored: 1, failures: [] })
    world.emulator.faults.clear()
    expect(await world.driveTree(target)).toEqual(await world.driveTree())
    expect(target.at('large.bin')?.versions ?? []).toEqual([])
    expect(world.emulator.tenant.uploads.size).toBe(0)
    expect(await restoreToDrive(options)).toMatchObject({ restored: 0, identical: 1 })
  })
})

test('F30 SharePoint rewrites an Office file on upload: it is restored, never deleted, and backed up as it then is', async () => {
  await using world = await DriveWorld.make()
  const { drive, emulator } = world
  const report = drive.putFile('root', 'report.docx', Buffer.from('the report'))
  drive.putFile('root', 'plain.txt', Buffer.from('plain'))
  await world.backup()
  drive.replaceContent(report.id, Buffer.from('spoilt'))
  await world.backup()
  emulator.faults.quirk('enrich-office-files')
  const first = (await world.repository.snapshots())[0]!
  const options = { snapshot: await world.open(first.id), target: world.client, driveId: drive.id }
  expect(await restoreToDrive({ ...options, conflict: 'replace' })).toMatchObject({
    restored: 1,
    replaced: 1,
    identical: 1,
    failures: [],
  })
  expect(drive.at('report.docx')).toMatchObject({ id: report.id, size: 10 + '<!-- promoted -->'.length })
  // What the service made of it differs from what was sent: it is said so, and nothing is taken away.
  expect(await restoreToDrive({ ...options, conflict: 'fail' })).toMatchObject({
    identical: 1,
    failures: [{ path: 'report.docx', code: 'HF_TARGET_EXISTS' }],
  })
  expect((await world.backup()).changes).toMatchObject({ added: 0, changed: 1, fetched: 1 })
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  expect((await world.backup()).outcome).toBe('unchanged')
})

test('F31 what cannot be replaced has a reason of its own, and never stops the others', async () => {
  await using world = await DriveWorld.make()
  const names = ['uploading.docx', 'gone.html', 'co-authored.xlsx', 'free.txt']
  const files = names.map((name) => world.drive.putFile('root', name, Buffer.from(`old ${name}`)))
  await world.backup()
  for (const file of files) world.drive.replaceContent(file.id, Buffer.from('new'), { modified: 1e12 })
  const refuse = (name: string, action: ReturnType<typeof faultPresets.failing>): void => {
    world.emulator.faults.add({ match: { route: 'items.createUploadSession', name }, action })
  }
  const uploading = 'A file with the same name is currently being uploaded.'
  refuse('uploading.docx', faultPresets.failing(409, 'nameAlreadyExists', uploading))
  refuse('gone.html', faultPresets.failing(404, 'itemNotFound', 'Item not found'))
  refuse('co-authored.xlsx', faultPresets.locked())
  const options = { snapshot: await world.open(), target: world.client, driveId: world.drive.id } as const
  const result = await restoreToDrive({ ...options, conflict: 'replace' })
  expect(result.restored).toBe(1)
  expect(result.failures.map(({ path, code }) => [path, code]).sort()).toEqual([
    ['co-authored.xlsx', 'HF_ITEM_LOCKED'],
    ['gone.html', 'HF_ITEM_GONE'],
    ['uploading.docx', 'HF_NAME_CONFLICT'],
  ])
  expect(world.drive.at('free.txt')?.size).toBe(12)
  expect(world.drive.at('co-authored.xlsx')?.size).toBe(3)
  // Once the trouble is over, the same call finishes; meanwhile the other name is a way round it.
  expect(
    await restoreToDrive({ ...options, conflict: 'keep-both', include: ['co-authored.xlsx'] }),
  ).toMatchObject({
    failures: [{ code: 'HF_ITEM_LOCKED' }],
  })
  world.emulator.faults.clear()
  expect(await restoreToDrive({ ...options, conflict: 'replace' })).toMatchObject({
    restored: 3,
    identical: 1,
    failures: [],
  })
})

describe('F32 times, and F33 authors', () => {
  test('F32 setting times makes no version: one version each, without a further request', async () => {
    await using world = await DriveWorld.make()
    const times = {
      modified: Date.parse('2020-05-06T07:08:09Z'),
      created: Date.parse('2019-05-06T07:08:09Z'),
    }
    world.drive.putFile('root', 'a.bin', { seed: 1, size: 400_000 }, times)
    await world.backup()
    const target = world.emptyDrive()
    const seen = world.watch()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    expect(await world.client.versions(target.id, target.at('a.bin')!.id)).toHaveLength(1)
    expect(seen.filter(({ method }) => method === 'PATCH')).toEqual([])
    expect(target.quotaTotal - target.root.size).toBe(target.quotaTotal - 400_000)
  })

  test('F33 both times of a file come back, of an empty one too; what cannot come back is who wrote it', async () => {
    await using world = await DriveWorld.make()
    const times = {
      modified: Date.parse('2020-05-06T07:08:09Z'),
      created: Date.parse('2019-05-06T07:08:09Z'),
    }
    const by = { displayName: 'Somebody else', id: 'x' }
    for (const size of [0, 10])
      world.drive.putFile('root', `${size}.bin`, { seed: 1, size }, { ...times, by })
    await world.backup()
    const target = world.emptyDrive()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    for (const size of [0, 10]) {
      expect(target.at(`${size}.bin`)).toMatchObject({
        fileModified: times.modified,
        fileCreated: times.created,
      })
      expect(target.at(`${size}.bin`)?.modifiedBy).not.toEqual(by)
    }
  })
})

describe('F34 permissions', () => {
  test('F34 are in the snapshot as Microsoft tells them, where they begin: inherited, broken, links, outsiders, two roles of one id', async () => {
    await using world = await DriveWorld.make()
    const { drive } = world
    const shared = drive.createFolder('root', 'shared')
    drive.putFile(shared.id, 'inherits', Buffer.from('x'))
    const own = drive.putFile(shared.id, 'has its own', Buffer.from('y'))
    const linked = drive.putFile('root', 'linked', Buffer.from('z'))
    drive.share(shared.id, {
      id: 'same',
      roles: ['read', 'write'],
      grantedTo: { displayName: 'Bob', id: 'b' },
    })
    drive.share(own.id, {
      roles: ['write'],
      grantedTo: { displayName: 'Guest', email: 'guest@elsewhere.example' },
    })
    const link = { type: 'view', scope: 'anonymous', webUrl: 'https://x', preventsDownload: true } as const
    drive.share(linked.id, {
      roles: ['read'],
      link,
      expirationDateTime: '2027-01-01T00:00:00Z',
      hasPassword: true,
    })
    const seen = world.watch()
    await world.backup()
    // Five units each: only for the three where sharing begins.
    expect(seen.filter(({ route }) => route === 'permissions.list')).toHaveLength(3)
    const rows = new Map(
      (await Array.fromAsync((await world.open()).permissions())).map(({ id, permissions }) => [
        id,
        permissions,
      ]),
    )
    expect([...rows.keys()].sort()).toEqual([shared.id, own.id, linked.id].sort())
    expect(rows.get(shared.id)).toMatchObject([
      { roles: ['owner'] },
      { id: 'same', roles: ['read', 'write'], grantedToV2: { user: { displayName: 'Bob' } } },
    ])
    expect(rows.get(own.id)).toMatchObject([
      { roles: ['owner'] },
      { roles: ['write'], grantedToV2: { user: { email: 'guest@elsewhere.example' } } },
      { id: 'same', inheritedFrom: {} },
    ])
    expect(rows.get(linked.id)?.at(-1)).toMatchObject({
      link: { scope: 'anonymous', preventsDownload: true },
      expirationDateTime: '2027-01-01T00:00:00Z',
      hasPassword: true,
    })
  })

  test('F34 are asked for again only where they changed', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'shared')
    for (let i = 0; i < 5; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from('x'))
    const link = { type: 'view', scope: 'organization', webUrl: 'https://x' } as const
    const { id } = world.drive.share(folder.id, { roles: ['read'], link })
    await world.backup()
    expect(world.client.meter.byKind.permissions).toBe(1)
    world.drive.putFile('root', 'unrelated', Buffer.from('y'))
    await world.backup()
    expect(world.client.meter.byKind.permissions).toBe(1)
    world.drive.unshare(folder.id, id)
    await world.backup()
    const opened = await world.open()
    expect(await Array.fromAsync(opened.permissions())).toEqual([])
  })

  test('F34 a restore shares nothing, and sends no mail', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'shared', Buffer.from('x'))
    world.drive.share(file.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
    await world.backup()
    const target = world.emptyDrive()
    const seen = world.watch()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    expect(seen.filter(({ route }) => route.startsWith('permissions.'))).toEqual([])
    expect(target.at('shared')?.permissions).toBeUndefined()
  })
})
