import { seededRandom } from '@holdfast/base'
import { check, type FileType, type Id, loadIndex, MemoryStorage } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import { repairVault } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

async function backedUp(): Promise<{ world: DriveWorld; storage: MemoryStorage }> {
  const storage = new MemoryStorage()
  const world = await DriveWorld.make({ storage })
  const random = seededRandom(3)
  for (let i = 0; i < 6; i++) {
    const folder = world.drive.createFolder('root', `folder ${i}`)
    for (let j = 0; j < 4; j++) world.drive.putFile(folder.id, `file ${j}`, random.bytes(20_000))
  }
  await world.backup()
  world.drive.putFile('root', 'later', random.bytes(3_000_000))
  await world.backup()
  return { world, storage }
}

/** Packs of one type, by what the index says lies in them. */
async function packs(world: DriveWorld, type: 'data' | 'tree'): Promise<Id[]> {
  const index = await loadIndex(world.repository)
  return [...new Set([...index.entries()].filter((blob) => blob.type === type).map(({ pack }) => pack))]
}

async function change(
  storage: MemoryStorage,
  type: FileType,
  name: string,
  how: (bytes: Buffer) => Buffer | undefined,
): Promise<void> {
  const bytes = how(Buffer.from(await storage.load({ type, name })))
  await storage.remove({ type, name })
  if (bytes) await storage.save({ type, name }, bytes)
}

const flip = (at: (length: number) => number) => (bytes: Buffer) => {
  bytes[at(bytes.length)]! ^= 0x20
  return bytes
}

const DAMAGES: Record<string, (bytes: Buffer) => Buffer | undefined> = {
  'a flipped bit at its beginning': flip(() => 20),
  'a flipped bit in its middle': flip((length) => length >>> 1),
  'a flipped bit in its trailer': flip((length) => length - 2),
  'a lost end': (bytes) => bytes.subarray(0, bytes.length - 100),
  'no bytes left': () => Buffer.alloc(0),
  'the file gone': () => undefined,
}

async function errors(world: DriveWorld): Promise<string[]> {
  const { findings } = await check(world.repository, { readData: true })
  return findings.filter(({ level }) => level === 'error').map(({ message }) => message)
}

describe.each(['data', 'tree'] as const)('a pack of %s with', (type) => {
  test.each(Object.keys(DAMAGES))('%s: everything comes back with the drive at hand', async (damage) => {
    const { world, storage } = await backedUp()
    await using _ = world
    const [pack] = await packs(world, type)
    await change(storage, 'pack', pack!, DAMAGES[damage]!)
    expect(await errors(world)).not.toEqual([])
    const plan = await repairVault({ repository: world.repository, dryRun: true })
    expect(plan.packs.changed).toBe(true)
    expect(await errors(world)).not.toEqual([])

    const result = await repairVault({ repository: world.repository, source: world.client })
    // What lies in packs beside the files (top directory, item table) nobody can give back for an old snapshot.
    const own = result.losses.filter(({ path }) => path !== '/' && !path.startsWith('.holdfast'))
    expect(own).toEqual([])
    if (result.losses.length === 0) expect(await errors(world)).toEqual([])
    await world.backup({ full: true })
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
  })
})

test.each(Object.keys(DAMAGES))('an index file with %s is written anew from the packs', async (damage) => {
  const { world, storage } = await backedUp()
  await using _ = world
  const [index] = await world.repository.listIds('index')
  await change(storage, 'index', index!, DAMAGES[damage]!)
  expect(await errors(world)).not.toEqual([])
  const { losses, packs: found } = await repairVault({ repository: world.repository })
  expect(losses).toEqual([])
  expect(found.lost).toEqual([])
  expect(await errors(world)).toEqual([])
  await world.expectSound()
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})

test('two packs that were swapped are both put right', async () => {
  const { world, storage } = await backedUp()
  await using _ = world
  const [a, b] = await packs(world, 'data')
  const one = await storage.load({ type: 'pack', name: a! })
  const two = await storage.load({ type: 'pack', name: b! })
  await change(storage, 'pack', a!, () => two)
  await change(storage, 'pack', b!, () => one)
  expect(await errors(world)).not.toEqual([])
  const result = await repairVault({ repository: world.repository })
  // Each holds the other's header, which tells where its blobs are: all of them are rescued without the drive.
  expect(result.losses).toEqual([])
  expect(await errors(world)).toEqual([])
})

test('what the drive no longer has is listed by snapshot and path, and the next full backup is whole', async () => {
  const { world, storage } = await backedUp()
  await using _ = world
  const file = world.drive.at('later')!
  const index = await loadIndex(world.repository)
  const large = [...index.entries()].filter(({ type, length }) => type === 'data' && length > 400_000)
  world.drive.replaceContent(file.id, Buffer.from('another content'))
  for (const pack of new Set(large.map((blob) => blob.pack))) {
    await change(storage, 'pack', pack, () => undefined)
  }
  const { losses } = await repairVault({ repository: world.repository, source: world.client })
  expect(losses.map(({ path }) => path)).toContain('OneDrive/later')
  await world.backup({ full: true })
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})

test('an ordinary backup after a repair fetches what the vault lost, also of a drive where nothing changed', async () => {
  const { world, storage } = await backedUp()
  await using _ = world
  const index = await loadIndex(world.repository)
  // The pack of the first backup: the newest snapshot keeps its own metadata, and loses these files.
  const content = (await (await world.open()).itemTable()).values()
  const blob = [...content].find(({ name }) => name === 'file 0')?.stored?.blobs[0]
  await change(storage, 'pack', index.lookup('data', blob!)!.pack, () => undefined)
  const { losses } = await repairVault({ repository: world.repository })
  expect(losses.map(({ path }) => path)).toContain('OneDrive/folder 0/file 0')
  const newest = await world.repository.findSnapshot('latest')
  expect(newest.tags).toEqual(['damaged'])
  expect(losses.map(({ snapshot }) => snapshot)).toContain(newest.id)

  const healed = await world.backup()
  expect(healed.outcome).toBe('saved')
  // By chance of the cut points, the lost pack held rows of the table too: then the drive is listed and fetched anew.
  expect(healed.changes.fetched).toBe(healed.enumerated ? 25 : 24)
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  expect(await world.backup()).toMatchObject({ outcome: 'unchanged' })
})

test('a damaged snapshot file stops no backup, and goes when that is asked for', async () => {
  const { world, storage } = await backedUp()
  await using _ = world
  const { id } = await world.repository.findSnapshot('latest')
  await change(storage, 'snapshot', id, DAMAGES['a lost end']!)
  const named = await repairVault({ repository: world.repository })
  expect(named).toMatchObject({ damaged: { snapshots: [id] }, forgotten: false, losses: [] })
  world.drive.putFile('root', 'newer', Buffer.from('newer'))
  const { warnings, snapshotId } = await world.backup()
  expect(warnings.join()).toContain(id.slice(0, 8))
  expect(await world.snapshotTree(snapshotId)).toEqual(await world.driveTree())

  const gone = await repairVault({ repository: world.repository, forgetDamaged: { password: 'test' } })
  expect(gone).toMatchObject({ damaged: { snapshots: [id] }, forgotten: true })
  expect(await world.repository.listIds('snapshot')).not.toContain(id)
  await world.expectSound()
})

test('a sound vault is left as it is', async () => {
  const { world } = await backedUp()
  await using _ = world
  const before = await world.repository.listIds('index')
  const result = await repairVault({ repository: world.repository, source: world.client })
  expect(result).toMatchObject({ packs: { changed: false, lost: [] }, losses: [], fetchedFiles: 0 })
  expect(await world.repository.listIds('index')).toEqual(before)
})
