import { describe, expect, test } from 'vitest'
import { restoreToDrive } from '../../src/index.ts'
import { DriveWorld, hurriedClock } from '../drive-world.ts'
import { laterClock } from './later-clock.ts'

const DOWNLOAD = { route: 'sharepoint.download' }

describe('F13 download URLs expire in a long run', () => {
  test('F13 in the middle of a batch: one refused request, then fresh URLs only', async () => {
    await using world = await DriveWorld.make()
    const files = 12
    for (let i = 0; i < files; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
    const seen = world.watch()
    const { emulator } = world
    const watch = emulator.meter.onRequest!
    let served = 0
    emulator.meter.onRequest = (record) => {
      watch(record)
      if (record.route === DOWNLOAD.route && ++served === 4) emulator.clock.advance(2 * 3_600_000)
    }
    // The token of the test lives for an hour of the emulator's time, too.
    Object.assign(emulator, { tokenLifetimeSeconds: 86_400 })
    await using client = world.anotherClient()
    expect((await world.backup({ source: client, concurrency: 1 })).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    const downloads = seen.filter(({ route }) => route === DOWNLOAD.route)
    expect(downloads.filter(({ status }) => status === 401)).toHaveLength(1)
    expect(downloads).toHaveLength(files + 1)
    expect(seen.filter(({ route }) => route === 'items.content')).toHaveLength(files - 4)
  })

  test('F13 in the middle of a file: the rest comes by Range from a fresh URL', async () => {
    await using world = await DriveWorld.make({ clock: hurriedClock() })
    const size = 5_000_000
    const file = world.drive.putFile('root', 'large', { seed: 1, size })
    const { faults } = world.emulator
    faults.add({ match: DOWNLOAD, when: { times: 1 }, action: { kind: 'reset', afterBytes: 4_000_000 } })
    faults.quirk('download-url-expired', { match: { item: file.id }, when: { nth: 2 } })
    const seen = world.watch()
    expect((await world.backup()).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    const downloads = seen.filter(({ route }) => route === DOWNLOAD.route)
    expect(downloads.slice(1).map(({ status }) => status)).toEqual([401, 206])
    expect(downloads[2]!.headers.range).toMatch(/^bytes=\d{6,}-$/)
    expect(downloads.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThan(1.2 * size)
  })

  test('F13 a download that goes silent is given up after the stall time, and the rest fetched', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'large', { seed: 1, size: 2_000_000 })
    world.emulator.faults.add({
      match: DOWNLOAD,
      when: { times: 1 },
      action: { kind: 'stall', afterBytes: 1_000_000 },
    })
    await using client = world.anotherClient({ stallTimeout: 300, clock: hurriedClock() })
    expect((await world.backup({ source: client })).failures).toEqual([])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})

test('F14 the token goes to Graph only: hosts that refuse it on a download or an upload never see it', async () => {
  await using world = await DriveWorld.make()
  world.emulator.faults.quirk('token-refused')
  for (let i = 0; i < 3; i++) world.drive.putFile('root', `file ${i}`, { seed: i, size: 400_000 })
  const seen = world.watch()
  expect((await world.backup()).failures).toEqual([])
  const target = world.emptyDrive()
  const restored = await restoreToDrive({
    snapshot: await world.open(),
    target: world.client,
    driveId: target.id,
  })
  expect(restored).toMatchObject({ restored: 3, failures: [] })
  const storage = seen.filter(({ host }) => host === 'sharepoint')
  expect(storage.length).toBeGreaterThanOrEqual(6)
  expect(storage.filter(({ headers }) => headers.authorization !== undefined)).toEqual([])
})

describe('F15 a file that Microsoft holds back for malware: nothing of the answer is stored, the reason is recorded', () => {
  const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')

  test.each([
    ['F15 the listing says so', 'malware', 0],
    ['F15 403 malwareDetected', 'malware', 1],
    ['F15 400 without a body', 'malware', 1],
  ] as const)('%s', async (shape, kind, attempts) => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'good', Buffer.from('good'))
    // The newest item is listed, and so fetched, first.
    const file = world.drive.putFile('root', 'eicar.com', EICAR)
    const { faults } = world.emulator
    if (attempts === 0) world.drive.setMalware(file.id)
    else
      faults.add({
        match: DOWNLOAD,
        when: { nth: 1 },
        action: shape.includes('403')
          ? {
              kind: 'reply',
              status: 403,
              headers: { 'X-Virus-Infected': 'EICAR' },
              json: { error: { code: 'malwareDetected', message: 'Malware detected' } },
            }
          : { kind: 'reply', status: 400 },
      })
    const seen = world.watch()
    const result = await world.backup({ concurrency: 1 })
    expect(result).toMatchObject({ outcome: 'saved-with-errors', counts: { files: 1, failed: 1 } })
    expect(result.failures).toMatchObject([{ id: file.id, class: kind, attempts: 1 }])
    expect([...(await world.snapshotTree()).keys()]).toEqual(['good'])
    const downloads = seen.filter(({ route }) => route === DOWNLOAD.route)
    expect(downloads).toHaveLength(1 + attempts)
    // Not asked for again until its time comes.
    world.drive.putFile('root', 'more', Buffer.from('more'))
    await world.backup()
    expect(seen.filter(({ route }) => route === DOWNLOAD.route)).toHaveLength(2 + attempts)
  })

  test('F15 transfers that are cut off each time end soon, without waiting for minutes', async () => {
    const clock = hurriedClock()
    await using world = await DriveWorld.make({ clock })
    const file = world.drive.putFile('root', 'eicar.com', EICAR)
    world.emulator.faults.add({ match: DOWNLOAD, action: { kind: 'reset', afterBytes: 0 } })
    const seen = world.watch()
    const before = clock.now()
    const result = await world.backup()
    expect(result.failures).toMatchObject([{ id: file.id, code: 'HF_DOWNLOAD_INCOMPLETE' }])
    expect([...(await world.snapshotTree()).keys()]).toEqual([])
    // Five tries, and once more at the end of the run.
    expect(seen.filter(({ route }) => route === DOWNLOAD.route).length).toBeLessThanOrEqual(10)
    expect(clock.now() - before).toBeLessThan(60_000)
  })
})

describe('F16 OneNote', () => {
  test('F16 notebooks of both shapes and their sections go through a backup and a restore', async () => {
    await using world = await DriveWorld.make()
    const folder = world.drive.createFolder('root', 'Work')
    world.drive.createNotebook(folder.id, 'Book')
    const bare = world.drive.createNotebook('root', 'Bare', 'bare')
    const bin = world.drive.createFolder(bare.id, 'OneNote_RecycleBin')
    world.drive.putFile(bin.id, 'Deleted.one', Buffer.from('a deleted page'), {
      mimeType: 'application/msonenote',
    })
    const seen = world.watch()
    expect(await world.backup()).toMatchObject({ failures: [], counts: { notebooks: 2, files: 7 } })
    // The notebook itself has no content: it is not asked for any.
    expect(seen.filter(({ status }) => status >= 400)).toEqual([])
    const tree = await world.snapshotTree()
    expect(tree).toEqual(await world.driveTree())
    expect([...tree.keys()]).toContain('OneNoteFolder/Work/Book/Notes.one')
    expect([...tree.keys()]).toContain('OneNoteFolder/Bare/OneNote_RecycleBin/Deleted.one')
    expect((await world.backup()).outcome).toBe('unchanged')
    const target = world.emptyDrive()
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: target.id })
    expect(await world.driveTree(target)).toEqual(tree)
  })

  test.each(['the way to it', 'its bytes'])(
    'F16 a section that is 503 for ever (%s) is given up after a few tries; nobody else waits',
    async (where) => {
      const clock = hurriedClock()
      await using world = await DriveWorld.make({ clock })
      world.drive.createNotebook('root', 'Book')
      const huge = world.drive.at('Book/Notes.one')!
      const headers = { 'Retry-After': '600' }
      const action = {
        kind: 'reply',
        status: 503,
        headers,
        text: '<html>Service unavailable</html>',
      } as const
      const { faults } = world.emulator
      faults.quirk('download-url-absent')
      if (where === 'its bytes')
        faults.quirk('download-url-expired', { match: { item: huge.id }, value: 503 })
      else faults.add({ match: { route: 'items.content', item: huge.id }, action })
      const seen = world.watch()
      const before = clock.now()
      const result = await world.backup()
      expect(result.failures).toMatchObject([{ id: huge.id, class: 'onenote-too-large', attempts: 1 }])
      expect(result.counts).toMatchObject({ files: 2, failed: 1 })
      expect(seen.filter(({ status }) => status === 503)).toHaveLength(6)
      // Ten minutes were asked for: they would have been everybody's.
      expect(clock.now() - before).toBeLessThan(120_000)
      expect(world.client.meter.throttled).toBe(0)
      // From now on it is tried only when its time comes, and not twice a run.
      expect((await world.backup()).outcome).toBe('unchanged')
      expect(seen.filter(({ status }) => status === 503)).toHaveLength(6)
      await world.backup({ clock: laterClock(25 * 3_600_000) })
      expect(seen.filter(({ status }) => status === 503)).toHaveLength(9)
    },
  )
})

describe('F17 the listing and the bytes differ', () => {
  test('F17 they are fetched twice; if they agree they are the truth, and not fetched again', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'rewritten.docx', Buffer.from('what the service serves'))
    world.emulator.faults.quirk('hash-mismatch', { match: { item: file.id } })
    world.emulator.faults.quirk('size-mismatch', { match: { item: file.id }, value: 7 })
    const first = await world.backup()
    expect(first).toMatchObject({ outcome: 'saved', failures: [] })
    expect((await world.backup()).changes.fetched).toBe(0)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    const items = await Array.fromAsync((await world.open()).items())
    expect(items.find(({ id }) => id === file.id)?.stored?.listed).toMatchObject({ size: file.size + 7 })
  })

  test('F17 bytes that change from download to download are never stored as good', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'good', Buffer.from('good'))
    const file = world.drive.putFile('root', 'flaky', Buffer.from('flaky content'))
    await world.backup()
    world.drive.replaceContent(file.id, Buffer.from('newer content'))
    const { faults } = world.emulator
    faults.add({ match: DOWNLOAD, when: { nth: 1 }, action: { kind: 'corrupt', at: 0 } })
    faults.add({ match: DOWNLOAD, when: { nth: 2 }, action: { kind: 'corrupt', at: 3 } })
    const result = await world.backup()
    expect(result.failures).toMatchObject([{ class: 'transient', code: 'HF_CONTENT_MISMATCH' }])
    const opened = await world.open()
    const node = (await opened.reader.readTree(opened.filesTree)).find(({ name }) => name === 'flaky')!
    expect(Buffer.concat(await Array.fromAsync(opened.reader.readFile(node))).toString()).toBe(
      'flaky content',
    )
    faults.clear()
    await world.backup({ clock: laterClock(3_600_000) })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})

test('F18 files of no bytes and files without a hash are backed up, and not fetched again', async () => {
  await using world = await DriveWorld.make()
  for (const size of [0, 1, 65_535, 65_536, 65_537])
    world.drive.putFile('root', `${size}`, { seed: size, size })
  world.emulator.faults.quirk('hash-absent')
  expect((await world.backup()).failures).toEqual([])
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  expect((await world.backup()).outcome).toBe('unchanged')
})

test('F19 a protected file refuses its download: recorded once with its class, not asked for again that day', async () => {
  await using world = await DriveWorld.make()
  const file = world.drive.putFile('root', 'protected.docx', Buffer.from('secret'))
  const denied = { error: { code: 'notAllowed', message: 'Blocked by information rights management' } }
  world.emulator.faults.add({ match: DOWNLOAD, action: { kind: 'reply', status: 403, json: denied } })
  const first = await world.backup()
  expect(first.failures).toMatchObject([
    {
      id: file.id,
      class: 'rights-protected',
      attempts: 1,
      message: expect.stringContaining('rights management'),
    },
  ])
  const seen = world.watch()
  world.drive.rename(world.drive.createFolder('root', 'x').id, 'y')
  expect((await world.backup()).failures).toMatchObject([{ attempts: 1 }])
  expect(seen.filter(({ route }) => /download|content/.test(route))).toEqual([])
  expect((await world.backup({ clock: laterClock(25 * 3_600_000) })).failures).toMatchObject([
    { attempts: 2 },
  ])
})

test('F20 versions: a file of one version makes no call that fails, and the list is in the snapshot', async () => {
  await using world = await DriveWorld.make()
  const one = world.drive.putFile('root', 'one', Buffer.from('1'))
  const many = world.drive.putFile('root', 'many', Buffer.from('1'))
  for (const text of ['22', '333']) world.drive.replaceContent(many.id, Buffer.from(text))
  const seen = world.watch()
  expect(await world.backup({ versions: true })).toMatchObject({ failures: [], warnings: [] })
  expect(seen.filter(({ status }) => status >= 400)).toEqual([])
  const rows = await Array.fromAsync((await world.open()).versions())
  expect(rows.find(({ id }) => id === one.id)?.versions.map(({ size }) => size)).toEqual([1])
  expect(rows.find(({ id }) => id === many.id)?.versions.map(({ size }) => size)).toEqual([3, 2, 1])
})

test('F40 a connection is reset at 95 % of a large file, again and again: it goes on, and does not begin again', async () => {
  await using world = await DriveWorld.make({ clock: hurriedClock() })
  const size = 60_000_000
  world.drive.putFile('root', 'large', { seed: 1, size })
  const { faults, meter } = world.emulator
  faults.add({ match: DOWNLOAD, when: { nth: 1 }, action: { kind: 'reset', afterBytes: 0.95 * size } })
  faults.add({ match: DOWNLOAD, when: { nth: [2, 3] }, action: { kind: 'reset', afterBytes: 500_000 } })
  const seen = world.watch()
  const before = meter.bytesSent
  const result = await world.backup()
  expect(result).toMatchObject({ failures: [], bytes: { downloaded: size } })
  expect(meter.bytesSent - before).toBeLessThan(1.06 * size)
  const ranges = seen.filter(({ route }) => route === DOWNLOAD.route).map(({ headers }) => headers.range)
  expect(ranges).toHaveLength(4)
  for (const range of ranges.slice(1)) expect(Number(/\d+/.exec(String(range)))).toBeGreaterThan(0.9 * size)
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})
