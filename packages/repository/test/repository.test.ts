import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HoldfastError, seededRandom, systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { repositoryErrors } from '../src/errors.ts'
import { encodeConfig } from '../src/format/config.ts'
import {
  FaultyStorage,
  type FileType,
  type Id,
  idOf,
  LocalStorage,
  MasterKey,
  MemoryStorage,
  Repository,
  RetryingStorage,
  type Storage,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'
import { hasRestic, PASSWORD, restic, resticReason, temporaryDirectory } from './restic.ts'
import { cloneStorage, makeRepository } from './small-repository.ts'

async function replace(
  storage: Storage,
  type: FileType,
  name: string,
  change: (b: Buffer) => Buffer,
): Promise<void> {
  const bytes = change(await storage.load({ type, name }))
  await storage.remove({ type, name })
  await storage.save({ type, name }, bytes)
}

const flipped = (bytes: Buffer, at = Math.floor(bytes.length / 2)): Buffer => {
  bytes[at]! ^= 0x10
  return bytes
}

async function failureOf(action: Promise<unknown>): Promise<unknown> {
  return await action.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('making a repository', () => {
  test('refuses a place where one is, and changes nothing', async () => {
    const storage = new MemoryStorage()
    const { config } = await makeRepository(storage)
    await expect(Repository.init(storage, { password: 'other', kdf: FAST_KDF })).rejects.toMatchObject({
      code: 'HF_REPOSITORY_EXISTS',
    })
    expect((await Repository.open(storage, { password: 'test' })).config).toEqual(config)
    expect(await Array.fromAsync(storage.list('key'))).toHaveLength(1)
  })

  test.each(['key', 'snapshot'] as const)('refuses a place where a %s was left', async (type) => {
    const storage = new MemoryStorage()
    await storage.save({ type, name: idOf(Buffer.from('x')) }, Buffer.from('x'))
    await expect(Repository.init(storage, { password: 'x', kdf: FAST_KDF })).rejects.toMatchObject({
      code: 'HF_REPOSITORY_EXISTS',
    })
    expect(await Array.fromAsync(storage.list('config'))).toEqual([])
  })

  test('goes on where it was killed between key and config, and nowhere else', async () => {
    const storage = new MemoryStorage()
    const { config, masterKey } = await makeRepository(storage)
    await expect(Repository.finishInit(storage, 'test')).rejects.toMatchObject({
      code: 'HF_REPOSITORY_EXISTS',
    })
    await storage.remove({ type: 'config', name: '' })
    await expect(Repository.finishInit(storage, 'wrong')).rejects.toMatchObject({ code: 'HF_WRONG_PASSWORD' })
    const finished = await Repository.finishInit(storage, 'test')
    expect(finished.masterKey.bytes).toEqual(masterKey.bytes)
    expect(finished.config.id).not.toBe(config.id)
    expect((await Repository.open(storage, { password: 'test' })).config).toEqual(finished.config)
    for (const type of ['snapshot', 'index', 'pack'] as const) {
      await storage.remove({ type: 'config', name: '' })
      await storage.save({ type, name: idOf(Buffer.from(type)) }, Buffer.from(type))
      await expect(Repository.finishInit(storage, 'test')).rejects.toMatchObject({
        code: 'HF_REPOSITORY_EXISTS',
      })
      await storage.remove({ type, name: idOf(Buffer.from(type)) })
    }
  })

  test('a config that was stored, but whose answer was lost, is not taken for another repository’s', async () => {
    const faulty = new FaultyStorage(new MemoryStorage())
    const error = repositoryErrors.HF_STORAGE_FAILED({ location: 'x', reason: 'connection reset' })
    faulty.inject({ method: 'save', path: 'config', error, when: 'after' })
    const storage = new RetryingStorage(faulty, { clock: { now: () => 0, sleep: async () => {} } })
    const { config } = await makeRepository(storage)
    expect((await Repository.open(storage, { password: 'test' })).config).toEqual(config)
  })

  test('two repositories share neither id, nor key, nor polynomial', async () => {
    const [a, b] = [await makeRepository(), await makeRepository()]
    expect(a.config.id).not.toBe(b.config.id)
    expect(a.config.chunkerPolynomial).not.toBe(b.config.chunkerPolynomial)
    expect(a.masterKey.bytes.equals(b.masterKey.bytes)).toBe(false)
  })
})

describe('opening a repository', () => {
  test('no repository: exit code 10', async () => {
    await expect(Repository.open(new MemoryStorage(), { password: 'x' })).rejects.toMatchObject({
      code: 'HF_NO_REPOSITORY',
      exitCode: 10,
    })
    const nowhere = new LocalStorage(join(temporaryDirectory(), 'not', 'there'))
    await expect(Repository.open(nowhere, { password: 'x' })).rejects.toMatchObject({
      code: 'HF_NO_REPOSITORY',
    })
  })

  test('wrong password: exit code 12, and the message does not repeat it', async () => {
    const storage = new MemoryStorage()
    await makeRepository(storage)
    const error = await failureOf(Repository.open(storage, { password: 'swordfish' }))
    expect(error).toMatchObject({ code: 'HF_WRONG_PASSWORD', exitCode: 12 })
    expect(JSON.stringify([(error as Error).message, error])).not.toContain('swordfish')
  })

  test('each of two passwords opens it, also when the other’s key file is damaged', async () => {
    const storage = new MemoryStorage()
    const { config } = await makeRepository(storage)
    const [first] = await Array.fromAsync(storage.list('key'))
    const second = await (await Repository.open(storage, { password: 'test' })).addPassword(
      'second',
      FAST_KDF,
    )
    for (const password of ['test', 'second'])
      expect((await Repository.open(storage, { password })).config).toEqual(config)
    for (const [damaged, left] of [
      [first!.name, 'second'],
      [second, 'test'],
    ] as const) {
      const copy = await cloneStorage(storage)
      await replace(copy, 'key', damaged, (bytes) => bytes.subarray(0, 20))
      expect((await Repository.open(copy, { password: left })).config).toEqual(config)
    }
  })

  test('without a password opens with its master key alone, until one is added', async () => {
    const storage = new MemoryStorage()
    const masterKey = MasterKey.generate(systemRandom)
    const made = await Repository.init(storage, { masterKey })
    await expect(Repository.open(storage, { password: 'any' })).rejects.toThrow()
    const opened = await Repository.open(storage, { masterKey })
    expect(opened.config).toEqual(made.config)
    await opened.addPassword('the recovery kit knows it', FAST_KDF)
    const again = await Repository.open(storage, { password: 'the recovery kit knows it' })
    expect(again.masterKey.bytes).toEqual(masterKey.bytes)
  })

  test('the master key alone opens it; another one does not', async () => {
    const storage = new MemoryStorage()
    const { masterKey, config } = await makeRepository(storage)
    expect((await Repository.open(storage, { masterKey })).config).toEqual(config)
    await expect(
      Repository.open(storage, { masterKey: MasterKey.generate(systemRandom) }),
    ).rejects.toMatchObject({ code: 'HF_WRONG_MASTER_KEY', exitCode: 12 })
  })

  test('F36 a damaged key file is not called a wrong password: any byte changed', async () => {
    const storage = new MemoryStorage()
    await makeRepository(storage)
    const [key] = await Array.fromAsync(storage.list('key'))
    for (let at = 0; at < key!.size; at += 3) {
      const copy = await cloneStorage(storage)
      await replace(copy, 'key', key!.name, (bytes) => flipped(bytes, at))
      const error = await failureOf(Repository.open(copy, { password: 'test' }))
      // A change of what the key file merely tells (who made it, when) does no harm.
      if (error !== undefined) expect(error).toMatchObject({ code: 'HF_KEY_FILE_DAMAGED' })
    }
  }, 20_000)

  test.each(['config', 'key'] as const)(
    'a %s file cut short at any length is a coded error',
    async (type) => {
      const storage = new MemoryStorage()
      await makeRepository(storage)
      const [file] = await Array.fromAsync(storage.list(type))
      for (let length = 0; length < file!.size; length += 7) {
        const copy = await cloneStorage(storage)
        await replace(copy, type, file!.name, (bytes) => bytes.subarray(0, length))
        expect(await failureOf(Repository.open(copy, { password: 'test' }))).toMatchObject({
          code: type === 'config' ? 'HF_CONFIG_DAMAGED' : 'HF_KEY_FILE_DAMAGED',
        })
      }
    },
  )

  test('a damaged config is a coded error', async () => {
    const storage = new MemoryStorage()
    await makeRepository(storage)
    await replace(storage, 'config', '', flipped)
    await expect(Repository.open(storage, { password: 'test' })).rejects.toMatchObject({
      code: 'HF_CONFIG_DAMAGED',
    })
  })

  test.each([
    ['null', 'HF_CONFIG_DAMAGED'],
    ['[]', 'HF_CONFIG_DAMAGED'],
    ['{"version":3}', 'HF_VERSION_UNSUPPORTED'],
    ['{"version":2,"id":"x"}', 'HF_CONFIG_DAMAGED'],
    [`{"version":2,"id":"${'a'.repeat(64)}","chunker_polynomial":"25b468838dcb74"}`, 'HF_CONFIG_DAMAGED'],
  ])('a config that says %s', async (json, code) => {
    const storage = new MemoryStorage()
    const { masterKey } = await makeRepository(storage)
    await replace(storage, 'config', '', () => masterKey.seal(Buffer.from(json), systemRandom))
    await expect(Repository.open(storage, { password: 'test' })).rejects.toMatchObject({ code })
  })

  test('a repository of format version 1 is read, and added to in its own form', async () => {
    const storage = new MemoryStorage()
    const { masterKey, config } = await makeRepository(storage)
    await replace(storage, 'config', '', () =>
      masterKey.seal(encodeConfig({ ...config, version: 1 }), systemRandom),
    )
    const repository = await Repository.open(storage, { password: 'test' })
    const id = await repository.saveUnpacked('index', Buffer.from('{"packs":[]}'))
    expect(masterKey.open(await storage.load({ type: 'index', name: id })).toString()).toBe('{"packs":[]}')
    expect((await repository.loadUnpacked('index', id)).toString()).toBe('{"packs":[]}')
  })

  test('foreign files with odd names disturb nothing', async () => {
    const place = temporaryDirectory()
    const repository = await makeRepository(new LocalStorage(place))
    await repository.saveSnapshot({
      time: '2026-01-01T00:00:00Z',
      tree: 'a'.repeat(64) as Id,
      paths: [],
      hostname: '',
    })
    for (const path of ['README.txt', 'keys/x.tmp', 'keys/.DS_Store', 'snapshots/notanid', 'index/INDEX']) {
      await repository.saveUnpacked('index', Buffer.from('{}'))
      writeFileSync(join(place, path), 'foreign')
    }
    const opened = await Repository.open(new LocalStorage(place), { password: 'test' })
    expect(await opened.snapshots()).toHaveLength(1)
    expect(await opened.listIds('key')).toHaveLength(1)
  })
})

describe('small files', () => {
  const snapshot = { tree: 'a'.repeat(64) as Id, paths: ['/'], hostname: 'h' }

  test('a snapshot that was changed, in any byte, is named by the error', async () => {
    const repository = await makeRepository()
    const id = await repository.saveSnapshot({ ...snapshot, time: '2026-01-01T00:00:00Z' })
    const original = await repository.storage.load({ type: 'snapshot', name: id })
    for (let at = 0; at < original.length; at++) {
      await repository.storage.save({ type: 'snapshot', name: id }, flipped(Buffer.from(original), at))
      await expect(repository.findSnapshot(id)).rejects.toMatchObject({
        code: 'HF_DAMAGED_FILE',
        message: expect.stringContaining(id),
      })
    }
  })

  test('the latest snapshot is that of the latest time, whatever order they were stored in', async () => {
    const repository = await makeRepository()
    const random = seededRandom(1)
    const times = Array.from({ length: 12 }, () => new Date(1e12 * random.fraction()).toISOString())
    for (const time of times) await repository.saveSnapshot({ ...snapshot, time })
    expect((await repository.snapshots()).map(({ time }) => time)).toEqual([...times].sort())
    expect((await repository.findSnapshot('latest')).time).toBe([...times].sort().at(-1))
  })

  test('a snapshot is found by the beginning of its id, unless two begin so', async () => {
    const repository = await makeRepository()
    await expect(repository.findSnapshot('latest')).rejects.toMatchObject({ code: 'HF_SNAPSHOT_NOT_FOUND' })
    const ids: string[] = []
    // With 17 ids two must begin with the same digit.
    for (let i = 0; i < 17; i++)
      ids.push(await repository.saveSnapshot({ ...snapshot, time: new Date(i).toISOString() }))
    const digit = ids.map((id) => id[0]!).find((first, at, all) => all.indexOf(first) !== at)!
    await expect(repository.findSnapshot(digit)).rejects.toMatchObject({ code: 'HF_SNAPSHOT_AMBIGUOUS' })
    for (const id of ids) expect((await repository.findSnapshot(id.slice(0, 20).toUpperCase())).id).toBe(id)
    await expect(repository.findSnapshot('')).rejects.toMatchObject({ code: 'HF_SNAPSHOT_NOT_FOUND' })
    await expect(repository.findSnapshot('no such')).rejects.toMatchObject({ code: 'HF_SNAPSHOT_NOT_FOUND' })
  })
})

test('the message of a missing repository says where it was looked for', async () => {
  const error = await failureOf(Repository.open(new MemoryStorage('/some/place'), { password: 'x' }))
  expect((error as HoldfastError).message).toBe('There is no repository in /some/place.')
})

describe.skipIf(!hasRestic)(`with the restic program${resticReason}`, () => {
  test('restic lists both our keys and opens ours with either; we open with a key that it added', async () => {
    const place = temporaryDirectory()
    const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
    await repository.addPassword('second', FAST_KDF)
    const keys = JSON.parse(restic(place, ['key', 'list', '--json'])) as { current: boolean }[]
    expect(keys).toHaveLength(2)
    expect(keys.filter(({ current }) => current)).toHaveLength(1)
    expect(JSON.parse(restic(place, ['cat', 'config']))).toMatchObject({
      version: 2,
      id: repository.config.id,
      chunker_polynomial: repository.config.chunkerPolynomial,
    })
    const file = join(temporaryDirectory(), 'third')
    writeFileSync(file, 'third\n')
    restic(place, ['key', 'add', '--new-password-file', file])
    const opened = await Repository.open(new LocalStorage(place), { password: 'third' })
    expect(opened.config).toEqual(repository.config)
  })
})
