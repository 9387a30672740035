import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryErrors } from '../../src/errors.ts'
import {
  EventuallyConsistentStorage,
  FaultyStorage,
  type Handle,
  idOf,
  LocalStorage,
  MemoryStorage,
  RetryingStorage,
} from '../../src/index.ts'
import { temporaryDirectory } from '../restic.ts'
import { describeStorage } from './storage-contract.ts'

const clock = { now: () => 0, sleep: async () => {} }
const passing = (): Error => repositoryErrors.HF_STORAGE_FAILED({ location: 'x', reason: 'EIO' })

describeStorage('memory', async () => new MemoryStorage())
describeStorage(
  'local folder',
  async () => new LocalStorage(join(temporaryDirectory(), 'made', 'when', 'needed')),
)
describeStorage('eventually consistent', async () => new EventuallyConsistentStorage(new MemoryStorage(), 2))
describeStorage(
  'eventually consistent at once',
  async () => new EventuallyConsistentStorage(new MemoryStorage(), 0),
)
describeStorage('retrying over faults', async () => {
  const faulty = new FaultyStorage(new MemoryStorage())
  for (const method of ['save', 'load', 'stat', 'list', 'remove'] as const) {
    faulty.inject({ method, error: passing(), times: 2 })
    faulty.inject({ method, error: passing(), when: 'after', skip: 1 })
  }
  return new RetryingStorage(faulty, { clock })
})

test('an eventually consistent listing is late by so many listings, with what is new and what is gone', async () => {
  const storage = new EventuallyConsistentStorage(new MemoryStorage(), 2)
  const seen = async (): Promise<number> => (await Array.fromAsync(storage.list('pack'))).length
  await storage.save(pack, data)
  expect(await storage.load(pack)).toEqual(data)
  expect([await seen(), await seen(), await seen()]).toEqual([0, 0, 1])
  await storage.remove(pack)
  expect([await seen(), await seen(), await seen()]).toEqual([1, 1, 0])
})

test('a save that is cut off midway leaves the name free, and no litter', async () => {
  const place = temporaryDirectory()
  const storage = new LocalStorage(place)
  const folder = join(place, 'data', pack.name.slice(0, 2))
  // A folder in the file's place: writing succeeds, the last step, the renaming, does not.
  mkdirSync(join(folder, pack.name, 'in the way'), { recursive: true })
  await expect(storage.save(pack, data)).rejects.toMatchObject({
    code: expect.stringMatching(/^HF_STORAGE_/),
  })
  expect(readdirSync(folder)).toEqual([pack.name])
  expect(await Array.fromAsync(storage.list('pack'))).toEqual([])
})

const data = Buffer.from('x')
const pack = { type: 'pack', name: idOf(data) } as const

test('a fault that lasts is raised after the last try; one that cannot pass is raised at once', async () => {
  const faulty = new FaultyStorage(new MemoryStorage())
  faulty.inject({ method: 'save', error: passing(), times: 100 })
  const storage = new RetryingStorage(faulty, { clock, attempts: 4 })
  await expect(storage.save(pack, data)).rejects.toMatchObject({ code: 'HF_STORAGE_FAILED' })
  expect(faulty.calls).toHaveLength(4)
  await expect(storage.load(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_NOT_FOUND' })
  expect(faulty.calls).toHaveLength(5)
})

test('local files and folders are for their owner alone, and no temporary file is left', async () => {
  const place = temporaryDirectory()
  await new LocalStorage(place).save(pack, data)
  const folder = join(place, 'data', pack.name.slice(0, 2))
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, pack.name)).mode & 0o777).toBe(0o400)
  expect(readdirSync(folder)).toEqual([pack.name])
})

test('foreign files beside ours are never listed', async () => {
  const place = temporaryDirectory()
  const storage = new LocalStorage(place)
  await storage.save(pack, data)
  mkdirSync(join(place, 'snapshots'), { recursive: true })
  for (const path of [
    'README.txt',
    'data/loose',
    `data/${pack.name.slice(0, 2)}/${pack.name}-tmp-1`,
    'snapshots/notanid',
    'snapshots/.keep',
  ]) {
    writeFileSync(join(place, path), '')
  }
  expect(await Array.fromAsync(storage.list('pack'))).toHaveLength(1)
  expect(await Array.fromAsync(storage.list('snapshot'))).toEqual([])
})

test('what a killed process left half written stays for ever: it is removed on request, and nothing else', async () => {
  const place = temporaryDirectory()
  const storage = new LocalStorage(place)
  await storage.save(pack, data)
  const lock: Handle = { type: 'lock', name: pack.name }
  await storage.save(lock, data)
  const folder = `data/${pack.name.slice(0, 2)}`
  mkdirSync(join(place, 'index'))
  mkdirSync(join(place, 'snapshots'))
  const left = [folder, 'index', 'snapshots'].map((at) => `${at}/${pack.name}-tmp-1234`)
  const stays = [`locks/${pack.name}-tmp-1234`, `${folder}/notes-tmp-1`, `index/${pack.name}`]
  for (const path of [...left, ...stays]) writeFileSync(join(place, path), 'half')
  await storage.removeUnfinished()
  const there = readdirSync(place, { recursive: true })
  for (const path of left) expect(there).not.toContain(path)
  for (const path of stays) expect(there).toContain(path)
  expect(await storage.load(pack)).toEqual(data)
  expect(await storage.load(lock)).toEqual(data)
})

test('a path that cannot be made is a coded error', async () => {
  const place = temporaryDirectory()
  writeFileSync(join(place, 'data'), 'a file in the way')
  await expect(new LocalStorage(place).save(pack, data)).rejects.toMatchObject({
    code: expect.stringMatching(/^HF_STORAGE_/),
  })
})

/** A small file system of its own; needs root and Linux. */
function mountSmall(options: string): string | undefined {
  const place = temporaryDirectory()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'ignore' })
    return place
  } catch {
    return undefined
  }
}

const canMount = (() => {
  const place = mountSmall('size=1m')
  if (place) execFileSync('umount', [place])
  return place !== undefined
})()

test.skipIf(!canMount)(
  `a full disk is told, loses nothing, and is fine again with space${canMount ? '' : ' (skipped: needs root to mount)'}`,
  async () => {
    const place = mountSmall('size=1m') as string
    try {
      const storage = new LocalStorage(place)
      await storage.save(pack, data)
      const large = Buffer.alloc(4_000_000)
      const handle = { type: 'pack', name: idOf(large) } as const
      await expect(storage.save(handle, large)).rejects.toMatchObject({
        code: 'HF_STORAGE_FULL',
        hint: expect.stringContaining('space'),
      })
      expect(await Array.fromAsync(storage.list('pack'))).toEqual([{ name: pack.name, size: 1 }])
      await storage.save({ type: 'index', name: idOf(Buffer.from('y')) }, Buffer.alloc(1000))
    } finally {
      execFileSync('umount', [place])
    }
  },
)

test.skipIf(!canMount)(
  `a read-only folder is told${canMount ? '' : ' (skipped: needs root to mount)'}`,
  async () => {
    const place = mountSmall('size=1m') as string
    try {
      const storage = new LocalStorage(place)
      await storage.save(pack, data)
      execFileSync('mount', ['-o', 'remount,ro', place])
      const other = { type: 'pack', name: idOf(Buffer.from('z')) } as const
      await expect(storage.save(other, data)).rejects.toMatchObject({ code: 'HF_STORAGE_READ_ONLY' })
      await expect(storage.remove(pack)).rejects.toMatchObject({ code: 'HF_STORAGE_READ_ONLY' })
      expect(await storage.load(pack)).toEqual(data)
    } finally {
      execFileSync('umount', [place])
    }
  },
)
