import { seededRandom, systemClock } from '@holdfast/base'
import { FaultyStorage, isCheckpoint, MemoryStorage, prune } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import type { BackupOptions, BackupProgress, DriveSource } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

const MIB = 1024 * 1024
const random = seededRandom(7)

/** The drive, with something done at each download. */
function withDownload(
  world: DriveWorld,
  at: (
    download: () => AsyncIterable<Buffer>,
    number: number,
    id: string,
    offset: number,
  ) => AsyncIterable<Buffer>,
): DriveSource {
  let number = 0
  return new Proxy<DriveSource>(world.client, {
    get: (client, name: keyof DriveSource) => {
      if (name !== 'download') return client[name].bind(client)
      return (driveId: string, id: string, options: { offset?: number } = {}) =>
        at(() => client.download(driveId, id, options), ++number, id, options.offset ?? 0)
    },
  })
}

/** The drive, and what is downloaded from it. */
function watched(world: DriveWorld): { source: DriveSource; downloads: { id: string; offset: number }[] } {
  const downloads: { id: string; offset: number }[] = []
  const source = withDownload(world, (download, _, id, offset) => {
    downloads.push({ id, offset })
    return download()
  })
  return { source, downloads }
}

/** Options of a run that is cancelled once `when` says so. */
function cancelled(when: (progress: BackupProgress) => boolean): Partial<BackupOptions> {
  const stop = new AbortController()
  return {
    signal: stop.signal,
    concurrency: 1,
    onProgress: (progress) => {
      if (when(progress)) stop.abort(new Error('enough'))
    },
  }
}

async function withFiles(count: number, storage?: MemoryStorage | FaultyStorage): Promise<DriveWorld> {
  const world = await DriveWorld.make(storage ? { storage } : {})
  for (let i = 0; i < count; i++) world.drive.putFile('root', `file ${i}`, random.bytes(20_000))
  return world
}

describe('a first backup that was stopped', () => {
  test('fetches only the rest in the next run, and leaves no checkpoint at its end', async () => {
    await using world = await withFiles(40)
    await expect(world.backup(cancelled(({ files }) => files === 36))).rejects.toThrow('enough')
    expect(await world.repository.snapshots()).toEqual([])
    expect((await world.repository.allSnapshots()).filter(isCheckpoint)).toHaveLength(1)
    await world.expectSound()

    const { source, downloads } = watched(world)
    const result = await world.backup({ source })
    expect(result.changes).toMatchObject({ resumed: 36, fetched: 4 })
    expect(downloads).toHaveLength(4)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    expect(await world.repository.allSnapshots()).toHaveLength(1)
    await world.expectSound()
  })

  test('again and again comes to its end, and keeps what all runs fetched', async () => {
    await using world = await withFiles(30)
    for (const files of [5, 7, 3]) {
      await expect(world.backup(cancelled((progress) => progress.files === files))).rejects.toThrow('enough')
      expect(await world.repository.allSnapshots()).toHaveLength(1)
    }
    expect((await world.backup()).changes).toMatchObject({ resumed: 15, fetched: 15 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('keeps its content through a prune', async () => {
    await using world = await withFiles(20)
    await expect(world.backup(cancelled(({ files }) => files === 15))).rejects.toThrow('enough')
    await prune(world.repository)
    expect((await world.backup()).changes).toMatchObject({ resumed: 15, fetched: 5 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })

  test('does not take an old content for that of a file that changed meanwhile, or is gone', async () => {
    await using world = await withFiles(10)
    await expect(world.backup(cancelled(({ files }) => files === 10))).rejects.toThrow('enough')
    const [first, second] = [...world.drive.item('root')!.children!.values()]
    world.drive.replaceContent(first!.id, random.bytes(30_000))
    world.drive.delete(second!.id)
    expect((await world.backup()).changes).toMatchObject({ resumed: 8, fetched: 1 })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})

test('when the storage dies at once, the next run goes on from the last checkpoint', async () => {
  const faulty = new FaultyStorage(new MemoryStorage())
  let dead = false
  faulty.beforeCall = () => {
    if (dead) throw new Error('the machine is gone')
  }
  await using world = await withFiles(60, faulty)
  const saved = (): boolean =>
    faulty.calls.some(({ method, path }) => method === 'save' && path.startsWith('snap'))
  const source = withDownload(world, async function* (download, number) {
    // From here on nothing comes before the first checkpoint is there.
    while (number === 40 && !saved()) await systemClock.sleep(5)
    if (number === 55) dead = true
    yield* download()
  })
  await expect(world.backup({ source, concurrency: 1, checkpointInterval: 0 })).rejects.toThrow()
  dead = false
  const { changes } = await world.backup()
  expect(changes.resumed).toBeGreaterThan(0)
  expect(changes.resumed + changes.fetched).toBe(60)
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  await world.expectSound()
})

describe('a large file', () => {
  const size = 40 * MIB

  test('goes on in the middle, and is checked as a whole', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'large', random.bytes(size))
    await expect(world.backup(cancelled(({ bytes }) => bytes > 0.8 * size))).rejects.toThrow('enough')
    const { source, downloads } = watched(world)
    const result = await world.backup({ source })
    expect(downloads).toHaveLength(1)
    expect(downloads[0]!.offset).toBeGreaterThan(0.6 * size)
    expect(result.bytes.downloaded).toBe(size - downloads[0]!.offset)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    await world.expectSound()
  })

  test('begins again when it was changed meanwhile', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'large', random.bytes(size))
    await expect(world.backup(cancelled(({ bytes }) => bytes > 0.5 * size))).rejects.toThrow('enough')
    world.drive.replaceContent(file.id, random.bytes(size))
    const { source, downloads } = watched(world)
    await world.backup({ source })
    expect(downloads).toMatchObject([{ offset: 0 }])
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})

test('a checkpoint whose rows cannot be read costs downloads, not the backup', async () => {
  await using world = await withFiles(10)
  await expect(world.backup(cancelled(({ files }) => files === 9))).rejects.toThrow('enough')
  for await (const { name } of world.storage.list('pack')) {
    await world.storage.remove({ type: 'pack', name })
    break
  }
  const result = await world.backup()
  expect(result.counts.files).toBe(10)
  expect(result.changes.resumed + result.changes.fetched).toBe(10)
})

describe('a checkpoint that the storage refuses', () => {
  const refused = new Error('no more snapshots')

  test('costs the backup nothing, and is not tried again for each file', async () => {
    const faulty = new FaultyStorage(new MemoryStorage())
    await using world = await withFiles(30, faulty)
    let saves = 0
    faulty.beforeCall = ({ method, path }) => {
      // The last one is the backup itself.
      if (method === 'save' && path.startsWith('snapshots') && ++saves < 2) throw refused
    }
    const result = await world.backup({ checkpointInterval: 0 })
    expect(result).toMatchObject({ outcome: 'saved', counts: { files: 30 } })
    expect(saves).toBeGreaterThanOrEqual(2)
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    expect(await world.repository.allSnapshots()).toHaveLength(1)
    await world.expectSound()
  })

  test('for its predecessor, which cannot be removed, is removed with the next one', async () => {
    const faulty = new FaultyStorage(new MemoryStorage())
    await using world = await withFiles(60, faulty)
    const count = (wanted: string): number =>
      faulty.calls.filter(({ method, path }) => method === wanted && path.startsWith('snapshots')).length
    let refusals = 0
    faulty.beforeCall = ({ method, path }) => {
      if (method === 'remove' && path.startsWith('snapshots') && refusals++ === 0) throw refused
    }
    const source = withDownload(world, async function* (download, number) {
      // A checkpoint for every twenty files.
      while (number % 20 === 0 && count('save') < number / 20) await systemClock.sleep(5)
      yield* download()
    })
    await world.backup({ source, concurrency: 1, checkpointInterval: 0 })
    expect(refusals).toBeGreaterThan(1)
    expect(await world.repository.allSnapshots()).toHaveLength(1)
    await world.expectSound()
  })

  test('for its removal at the end leaves the backup saved, and is removed by the next one', async () => {
    const faulty = new FaultyStorage(new MemoryStorage())
    await using world = await withFiles(30, faulty)
    faulty.beforeCall = ({ method, path }) => {
      if (method === 'remove' && path.startsWith('snapshots')) throw refused
    }
    const result = await world.backup({ checkpointInterval: 0 })
    expect(result.outcome).toBe('saved')
    expect((await world.repository.allSnapshots()).length).toBeGreaterThan(1)
    faulty.beforeCall = () => {}
    world.drive.putFile('root', 'later', Buffer.from('later'))
    await world.backup()
    expect(await world.repository.allSnapshots()).toHaveLength(2)
    await world.expectSound()
  })
})

test('a vault of many snapshots is listed once to be opened, not once for each of them', async () => {
  const faulty = new FaultyStorage(new MemoryStorage())
  await using world = await withFiles(1, faulty)
  for (let i = 0; i < 6; i++) {
    world.drive.putFile('root', `later ${i}`, Buffer.from(`content ${i}`))
    await world.backup()
  }
  faulty.calls.length = 0
  await world.backup()
  expect(faulty.calls.filter(({ method, path }) => method === 'list' && path === 'snapshot')).toHaveLength(1)
})
