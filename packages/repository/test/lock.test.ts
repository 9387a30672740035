import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { repositoryErrors } from '../src/errors.ts'
import { encodeLockFile } from '../src/format/lock-file.ts'
import {
  acquireLock,
  FaultyStorage,
  LocalStorage,
  MemoryStorage,
  Repository,
  removeStaleLocks,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'
import { hasRestic, PASSWORD, restic, resticReason, temporaryDirectory } from './restic.ts'
import { makeRepository } from './small-repository.ts'

const MINUTE = 60_000

/** A clock that a test moves; sleepers wake when their time has come. */
class SteeredClock implements Clock {
  time = Date.parse('2026-01-01T00:00:00Z')
  readonly #sleepers: { until: number; wake: () => void }[] = []

  now(): number {
    return this.time
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < 1000) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#sleepers.push({ until: this.time + ms, wake: resolve })
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }

  async advance(ms: number): Promise<void> {
    this.time += ms
    for (const sleeper of this.#sleepers) if (sleeper.until <= this.time) sleeper.wake()
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('who may lock beside whom', () => {
  test.each([
    [false, false, true],
    [false, true, false],
    [true, false, false],
    [true, true, false],
  ])('held exclusive %s, wanted exclusive %s: %s', async (held, wanted, allowed) => {
    const repository = await makeRepository()
    await using _ = await acquireLock(repository, { exclusive: held, hostname: 'another host' })
    const second = acquireLock(repository, { exclusive: wanted })
    if (allowed) await (await second)[Symbol.asyncDispose]()
    else
      await expect(second).rejects.toMatchObject({
        code: 'HF_LOCKED',
        exitCode: 11,
        message: expect.stringContaining('another host'),
      })
    expect(await repository.listIds('lock')).toHaveLength(1)
  })

  test('a lock given back leaves nothing', async () => {
    const repository = await makeRepository()
    await (await acquireLock(repository, { exclusive: true }))[Symbol.asyncDispose]()
    expect(await repository.listIds('lock')).toEqual([])
  })
})

test('a held lock is refreshed: a new file every five minutes, the old one goes', async () => {
  const clock = new SteeredClock()
  const repository = await Repository.init(new MemoryStorage(), { password: 'x', kdf: FAST_KDF, clock })
  await using lock = await acquireLock(repository, { exclusive: false })
  const first = await repository.listIds('lock')
  await clock.advance(5 * MINUTE)
  const second = await repository.listIds('lock')
  expect(second).toHaveLength(1)
  expect(second).not.toEqual(first)
  expect(lock.signal.aborted).toBe(false)
})

test('a lock that cannot be refreshed stops what runs under it before others may take it for dead', async () => {
  const clock = new SteeredClock()
  const storage = new FaultyStorage(new MemoryStorage())
  const repository = await Repository.init(storage, { password: 'x', kdf: FAST_KDF, clock })
  await using lock = await acquireLock(repository, { exclusive: false })
  storage.inject({ method: 'save', path: 'locks/', error: new Error('unreachable'), times: 100 })
  for (let minutes = 0; minutes < 25; minutes += 5) await clock.advance(5 * MINUTE)
  expect(lock.signal.reason).toMatchObject({ code: 'HF_LOCK_LOST' })
})

test('a refresh that hangs stops what runs under the lock in time, and leaves no lock when it ends at last', async () => {
  const clock = new SteeredClock()
  const storage = new FaultyStorage(new MemoryStorage())
  const repository = await Repository.init(storage, { password: 'x', kdf: FAST_KDF, clock })
  const lock = await acquireLock(repository, { exclusive: false })
  const hanging = Promise.withResolvers<void>()
  storage.beforeCall = ({ method }) => (method === 'save' ? hanging.promise : undefined)
  for (let minutes = 0; minutes < 20; minutes += 5) await clock.advance(5 * MINUTE)
  expect(lock.signal.aborted).toBe(false)
  await clock.advance(2.5 * MINUTE)
  expect(lock.signal.reason).toMatchObject({ code: 'HF_LOCK_LOST' })
  await lock[Symbol.asyncDispose]()
  hanging.resolve()
  await clock.advance(0)
  expect(await repository.listIds('lock')).toEqual([])
})

test('retryFor waits for another’s lock to go, and no longer', async () => {
  const clock = new SteeredClock()
  const repository = await Repository.init(new MemoryStorage(), { password: 'x', kdf: FAST_KDF, clock })
  const held = await acquireLock(repository, { exclusive: true })
  const outcome: string[] = []
  const wait = async (retryFor: number): Promise<void> => {
    await using _ = await acquireLock(repository, { exclusive: false, retryFor })
  }
  const short = wait(3000).catch((error: { code: string }) => outcome.push(error.code))
  const long = wait(60_000).then(() => outcome.push('locked at last'))
  for (let second = 0; second < 5; second++) await clock.advance(1000)
  expect(outcome).toEqual(['HF_LOCKED'])
  await held[Symbol.asyncDispose]()
  for (let second = 0; second < 30; second++) await clock.advance(1000)
  await Promise.all([short, long])
  expect(outcome).toEqual(['HF_LOCKED', 'locked at last'])
})

test('a process that slept too long finds its lock gone and stops', async () => {
  const clock = new SteeredClock()
  const repository = await Repository.init(new MemoryStorage(), { password: 'x', kdf: FAST_KDF, clock })
  await using lock = await acquireLock(repository, { exclusive: false })
  for (const name of await repository.listIds('lock')) await repository.storage.remove({ type: 'lock', name })
  await clock.advance(60 * MINUTE)
  expect(lock.signal.reason).toMatchObject({ code: 'HF_LOCK_LOST' })
})

describe('locks that nobody holds', () => {
  const write = (repository: Repository, change: object): Promise<unknown> =>
    repository.saveUnpacked(
      'lock',
      encodeLockFile({
        time: new Date(repository.clock.now()).toISOString(),
        exclusive: true,
        hostname: 'elsewhere',
        username: 'u',
        pid: 1,
        ...change,
      }),
    )

  test('of a dead process of this host: removed on the way', async () => {
    const repository = await makeRepository()
    const child = spawn('true')
    await new Promise((resolve) => child.on('exit', resolve))
    await write(repository, { hostname: hostname(), pid: child.pid })
    await using _ = await acquireLock(repository, { exclusive: true })
    expect(await repository.listIds('lock')).toHaveLength(1)
  })

  test('not refreshed for half an hour: removed on the way', async () => {
    const repository = await makeRepository()
    await write(repository, { time: new Date(repository.clock.now() - 31 * MINUTE).toISOString() })
    await using _ = await acquireLock(repository, { exclusive: true })
    expect(await repository.listIds('lock')).toHaveLength(1)
  })

  test.each([false, true])(
    'one whose saving failed after it took effect locks its own process out: it is taken back (removing fails too: %s)',
    async (removing) => {
      const storage = new FaultyStorage(new MemoryStorage())
      const repository = await makeRepository(storage)
      const error = repositoryErrors.HF_STORAGE_FAILED({ location: 'x', reason: 'EIO' })
      storage.inject({ method: 'save', path: 'locks', when: 'after', error })
      if (removing) storage.inject({ method: 'remove', path: 'locks', error })
      await expect(acquireLock(repository, { exclusive: true })).rejects.toBe(error)
      await using _ = await acquireLock(repository, { exclusive: true })
      expect(await repository.listIds('lock')).toHaveLength(1)
    },
  )

  test('a fresh one of another host is respected; only "all" removes it', async () => {
    const repository = await makeRepository()
    await write(repository, {})
    await expect(acquireLock(repository, { exclusive: false })).rejects.toMatchObject({ code: 'HF_LOCKED' })
    expect(await removeStaleLocks(repository)).toBe(0)
    expect(await removeStaleLocks(repository, { all: true })).toBe(1)
  })
})

describe.skipIf(!hasRestic)(`with the restic program${resticReason}`, () => {
  test('restic respects our exclusive lock, and its unlock does not kill us', async () => {
    const place = temporaryDirectory()
    const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
    await using _ = await acquireLock(repository, { exclusive: true })
    expect(() => restic(place, ['snapshots'])).toThrow(/already locked/)
    restic(place, ['unlock'])
    // A SIGHUP came with it: this process is still here, and so is its lock.
    expect(await repository.listIds('lock')).toHaveLength(1)
  })

  test('a lock that restic holds is respected', async () => {
    const place = temporaryDirectory()
    const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
    const passwordFile = join(place, 'password')
    writeFileSync(passwordFile, PASSWORD)
    // It waits for its standard input to end, and holds its lock until then.
    const args = ['-r', place, '--password-file', passwordFile, '--no-cache', 'backup', '--stdin']
    const child = spawn('restic', args, { stdio: ['pipe', 'ignore', 'ignore'] })
    try {
      await expect.poll(() => repository.listIds('lock'), { timeout: 10_000 }).toHaveLength(1)
      await expect(acquireLock(repository, { exclusive: true })).rejects.toMatchObject({ code: 'HF_LOCKED' })
      await using _ = await acquireLock(repository, { exclusive: false })
    } finally {
      child.stdin.end('content')
      await new Promise((resolve) => child.on('exit', resolve))
    }
    await using _ = await acquireLock(repository, { exclusive: true })
  })
})
