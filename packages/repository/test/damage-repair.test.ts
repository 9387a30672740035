import { seededRandom } from '@holdfast/base'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  check,
  type FileType,
  type Finding,
  findDamagedFiles,
  forgetDamaged,
  LocalStorage,
  type MemoryStorage,
  Repository,
  renewConfig,
  repairPacks,
  type Storage,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'
import { hasRestic, PASSWORD, restic, resticReason, temporaryDirectory } from './restic.ts'
import { addSnapshot, cloneStorage, contents, hastyClock, makeRepository } from './small-repository.ts'

let sound: MemoryStorage
let foreign: MemoryStorage

async function makeVault(seed: number): Promise<MemoryStorage> {
  const repository = await makeRepository()
  await repository.addPassword(PASSWORD, FAST_KDF)
  await addSnapshot(repository, seed, 1)
  await addSnapshot(repository, seed + 1, 2)
  await repository.saveUnpacked('lock', Buffer.from('{"time":"2026-01-01T00:00:00Z","hostname":"a","pid":1}'))
  await repository.saveUnpacked('lock', Buffer.from('{"time":"2026-01-01T00:00:00Z","hostname":"b","pid":1}'))
  return await cloneStorage(repository.storage)
}

beforeAll(async () => {
  sound = await makeVault(1)
  foreign = await makeVault(11)
})

async function namesOf(storage: Storage, type: FileType): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of storage.list(type)) names.push(name)
  return names.sort()
}

async function replace(storage: Storage, type: FileType, name: string, bytes?: Uint8Array): Promise<void> {
  await storage.remove({ type, name })
  if (bytes) await storage.save({ type, name }, bytes)
}

const open = (storage: Storage): Promise<Repository> =>
  Repository.open(storage, { password: PASSWORD }, { clock: hastyClock })

type Damage = (storage: Storage, type: FileType, name: string) => Promise<unknown>
const edit =
  (change: (bytes: Buffer) => Uint8Array | undefined): Damage =>
  async (storage, type, name) =>
    await replace(storage, type, name, change(Buffer.from(await storage.load({ type, name }))))
const flip = (at: (length: number) => number): Damage =>
  edit((bytes) => {
    bytes[at(bytes.length)]! ^= 0x04
    return bytes
  })

const DAMAGES: Record<string, Damage> = {
  'a bit flipped in its head': flip(() => 17),
  'a bit flipped in its middle': flip((length) => length >>> 1),
  'a bit flipped in its trailer': flip((length) => length - 3),
  'its end cut off': edit((bytes) => bytes.subarray(0, bytes.length - 40)),
  'nothing in it': edit(() => Buffer.alloc(0)),
  'the bytes of another of its kind': async (storage, type, name) => {
    const other = (await namesOf(storage, type)).findLast((one) => one !== name)!
    const [one, two] = [await storage.load({ type, name }), await storage.load({ type, name: other })]
    await replace(storage, type, name, two)
    await replace(storage, type, other, one)
  },
  'the bytes of one of another vault': async (storage, type, name) => {
    const [other] = await namesOf(foreign, type)
    await replace(storage, type, name, await foreign.load({ type, name: other! }))
  },
}

async function errors(repository: Repository): Promise<Finding[]> {
  const { findings } = await check(repository, { readData: true })
  return findings.filter(({ level }) => level !== 'hint')
}

const named = (found: readonly Finding[], name: string): boolean =>
  found.some(({ subject, message }) => (subject + message).includes(name))

/** What stays wrong after a repair is a loss that is named, never a stored file that is not as it says. */
const LOSSES = new Set<Finding['kind']>(['blob-missing', 'tree-damaged'])

async function repairAll(repository: Repository) {
  const packs = await repairPacks(repository)
  await forgetDamaged(repository, await findDamagedFiles(repository), PASSWORD, FAST_KDF)
  return packs
}

describe.each(['pack', 'index', 'snapshot', 'key', 'lock'] as const)('a %s file with', (type) => {
  test.each(Object.keys(DAMAGES))('%s is found, named, and repaired as far as can be', async (damage) => {
    const storage = await cloneStorage(sound)
    const repository = await open(storage)
    const name = (await namesOf(storage, type))[0]!
    const before = (await repairPacks(repository, { dryRun: true })).lost
    expect(before).toEqual([])
    await DAMAGES[damage]!(storage, type, name)
    expect(named(await errors(repository), name)).toBe(true)

    const { lost } = await repairAll(repository)
    const left = await errors(repository)
    expect(left.filter(({ kind }) => !LOSSES.has(kind))).toEqual([])
    if (type !== 'pack') expect(left).toEqual([])
    if (lost.length === 0) expect(left).toEqual([])
    // A second repair finds nothing more to do.
    expect((await repairPacks(repository)).changed).toBe(false)
    await open(storage)
  })
})

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'seed %s: several damages at once leave only what is named as lost',
  async (seed) => {
    const random = seededRandom(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)]!
    const storage = await cloneStorage(sound)
    const repository = await open(storage)
    for (let i = 0; i < 4; i++) {
      const type = pick(['pack', 'index', 'snapshot'] as const)
      const names = await namesOf(storage, type)
      const at = random.fraction()
      await pick([
        flip((length) => Math.floor(length * at)),
        edit((bytes) => bytes.subarray(0, Math.floor(bytes.length * at))),
        edit(() => undefined),
      ])(storage, type, pick(names)).catch(() => {})
    }
    await repairAll(repository)
    expect((await errors(repository)).filter(({ kind }) => !LOSSES.has(kind))).toEqual([])
  },
)

test('a whole pack of another vault is named and never removed', async () => {
  const storage = await cloneStorage(sound)
  const [name] = await namesOf(foreign, 'pack')
  await storage.save({ type: 'pack', name: name! }, await foreign.load({ type: 'pack', name: name! }))
  const [damaged] = await namesOf(storage, 'index')
  await replace(storage, 'index', damaged!, Buffer.alloc(3))
  const repository = await open(storage)
  expect(await repairPacks(repository)).toMatchObject({ foreignPacks: [name], damagedPacks: [], lost: [] })
  expect(await namesOf(storage, 'pack')).toContain(name)
  expect((await repairPacks(repository)).changed).toBe(false)
})

test('one damaged snapshot does not hide the others', async () => {
  const storage = await cloneStorage(sound)
  const [name] = await namesOf(storage, 'snapshot')
  await DAMAGES['its end cut off']!(storage, 'snapshot', name!)
  const repository = await open(storage)
  const { snapshots, damaged } = await repository.readableSnapshots()
  expect(damaged).toEqual([name])
  expect(snapshots).toHaveLength(1)
  expect(await repository.findSnapshot('latest')).toEqual(snapshots[0])
  // What keeps blobs in use must know all of them.
  await expect(repository.allSnapshots()).rejects.toMatchObject({ code: 'HF_DAMAGED_FILE' })
})

test('all key files damaged is damage, not a wrong password', async () => {
  const storage = await cloneStorage(sound)
  for (const name of await namesOf(storage, 'key')) await replace(storage, 'key', name, Buffer.from('{}'))
  await expect(open(storage)).rejects.toMatchObject({ code: 'HF_KEY_FILE_DAMAGED' })
})

describe('the config', () => {
  test.each(['gone', ...Object.keys(DAMAGES).filter((damage) => !damage.includes('another of its kind'))])(
    'with %s: nothing opens; a new one makes every snapshot readable again',
    async (damage) => {
      const storage = await cloneStorage(sound)
      const before = await contents(await open(storage), 'latest')
      if (damage === 'gone') await storage.remove({ type: 'config', name: '' })
      else await DAMAGES[damage]!(storage, 'config', '')
      const code = damage === 'gone' ? 'HF_NO_REPOSITORY' : 'HF_CONFIG_DAMAGED'
      await expect(open(storage)).rejects.toMatchObject({ code })
      expect(await renewConfig(storage, PASSWORD)).toBe(true)
      const repository = await open(storage)
      expect(await contents(repository, 'latest')).toEqual(before)
      expect(await errors(repository)).toEqual([])
      expect(await renewConfig(storage, PASSWORD)).toBe(false)
    },
  )

  test('is not made by the key file of another vault, nor with a wrong password', async () => {
    const storage = await cloneStorage(sound)
    await replace(storage, 'config', '', Buffer.from('damaged'))
    await expect(renewConfig(storage, 'wrong')).rejects.toMatchObject({ code: 'HF_WRONG_PASSWORD' })
    for (const name of await namesOf(storage, 'key')) await storage.remove({ type: 'key', name })
    for (const name of await namesOf(foreign, 'key'))
      await storage.save({ type: 'key', name }, await foreign.load({ type: 'key', name }))
    await expect(renewConfig(storage, PASSWORD)).rejects.toMatchObject({ code: 'HF_CONFIG_DAMAGED' })
    expect((await storage.load({ type: 'config', name: '' })).toString()).toBe('damaged')
  })
})

describe.skipIf(!hasRestic)(`restic agrees after a repair${resticReason}`, () => {
  test.each([
    ['pack', 'the bytes of another of its kind'],
    ['pack', 'a bit flipped in its trailer'],
    ['index', 'nothing in it'],
    ['snapshot', 'its end cut off'],
    ['key', 'nothing in it'],
    ['lock', 'a bit flipped in its middle'],
    ['config', 'a bit flipped in its middle'],
  ] as const)('%s: %s', async (type, damage) => {
    const copy = await cloneStorage(sound)
    if (type !== 'lock')
      for (const name of await namesOf(copy, 'lock')) await copy.remove({ type: 'lock', name })
    const opened = await open(copy)
    await DAMAGES[damage]!(copy, type, (await namesOf(copy, type))[0] ?? '')
    if (type === 'config') await renewConfig(copy, PASSWORD)
    const repository = type === 'config' ? await open(copy) : opened
    expect((await repairAll(repository)).lost).toEqual([])
    for (const name of await namesOf(copy, 'lock')) await copy.remove({ type: 'lock', name })
    const place = temporaryDirectory()
    const disk = new LocalStorage(place)
    for (const kind of ['config', 'key', 'snapshot', 'index', 'pack'] as const)
      for (const name of await namesOf(copy, kind))
        await disk.save({ type: kind, name }, await copy.load({ type: kind, name }))
    expect(restic(place, ['check', '--read-data'])).toContain('no errors were found')
  })
})
