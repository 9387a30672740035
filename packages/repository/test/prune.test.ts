import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@holdfast/base'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  acquireLock,
  BlobWriter,
  check,
  FaultyStorage,
  type FileType,
  forget,
  type Id,
  idOf,
  LocalStorage,
  loadIndex,
  MasterKey,
  MemoryStorage,
  planPrune,
  prune,
  Repository,
  type Storage,
  type TreeNode,
} from '../src/index.ts'
import { temporaryDirectory } from './restic.ts'
import { addSnapshot, cloneStorage, contents, hastyClock, makeRepository, TIMES } from './small-repository.ts'

let original: MemoryStorage
let key: Buffer
let kept: string
let keptContents: Map<string, string>

/** Two snapshots, the first of them forgotten: about half of what is stored is unused. */
beforeAll(async () => {
  original = new MemoryStorage()
  const repository = await makeRepository(original)
  key = repository.masterKey.bytes
  const first = await addSnapshot(repository, 1, 1)
  kept = await addSnapshot(repository, 2, 2)
  keptContents = await contents(repository, kept)
  await forget(repository, [(await repository.findSnapshot(first)).id])
})

async function copy(wrap: (storage: Storage) => Storage = (storage) => storage): Promise<Repository> {
  const storage = wrap(await cloneStorage(original))
  return await Repository.open(storage, { masterKey: MasterKey.fromBytes(key) }, { clock: hastyClock })
}

async function files(repository: Repository): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const type of ['config', 'key', 'snapshot', 'index', 'pack'] as FileType[]) {
    for await (const { name } of repository.storage.list(type))
      found.set(`${type}/${name}`, idOf(await repository.storage.load({ type, name })))
  }
  return found
}

test('pruning frees what it says, keeps every byte of the rest, and finds nothing more the second time', async () => {
  const repository = await copy()
  const plan = await prune(repository, { maxUnusedPercent: 0 })
  expect(plan.remove.length).toBeGreaterThan(0)
  expect(await contents(repository, kept)).toEqual(keptContents)
  expect((await check(repository, { readData: true })).findings).toEqual([])
  const after = await files(repository)
  expect(await prune(repository, { maxUnusedPercent: 0 })).toMatchObject({
    remove: [],
    repack: [],
    unusedBytes: 0,
  })
  expect(await files(repository)).toEqual(after)
})

test('a dry run plans the same and changes nothing', async () => {
  const repository = await copy()
  const before = await files(repository)
  const planned = await prune(repository, { maxUnusedPercent: 0, dryRun: true })
  expect(await files(repository)).toEqual(before)
  const done = await prune(repository, { maxUnusedPercent: 0 })
  expect({ ...planned, oldIndexes: [] }).toEqual({ ...done, oldIndexes: [] })
})

test('what is rewritten in one run can be bounded: run by run the rest comes, too', async () => {
  // Partly used packs come from blobs of two snapshots in one pack.
  const repository = await makeRepository()
  const index = await loadIndex(repository)
  const kept: Id[] = []
  {
    await using writer = await BlobWriter.open(repository, index, { workers: 1, packSize: 100_000 })
    const random = seededRandom(7)
    const nodes: TreeNode[] = []
    for (let i = 0; i < 24; i++) {
      const { content, size } = await writer.writeFile(streamOf(random.bytes(30_000)))
      if (i % 2 === 0) continue
      kept.push(...content)
      nodes.push({ name: `${i + 100}`, type: 'file', mode: 0o644, ...TIMES, size, links: 1, content })
    }
    const tree = await writer.writeTree(nodes)
    await writer.flush()
    await repository.saveSnapshot({ time: TIMES.mtime, tree, paths: ['/'], hostname: 'test' })
  }
  const bound = 250_000
  for (let runs = 0; ; runs++) {
    const plan = await prune(repository, { maxUnusedPercent: 0, maxRepackBytes: bound })
    const rewritten = plan.repack.reduce((sum, pack) => sum + packSize(pack.entries), 0)
    expect(rewritten).toBeLessThanOrEqual(bound)
    expect((await check(repository, { readData: true })).findings).toEqual([])
    if (plan.postponed === 0) {
      expect(runs).toBeGreaterThan(0)
      break
    }
    expect(plan.repack.length).toBeGreaterThan(0)
  }
  expect((await planPrune(repository, { maxUnusedPercent: 0 })).unusedBytes).toBe(0)
  const after = await loadIndex(repository)
  for (const id of kept) expect(after.has('data', id)).toBe(true)
})

function packSize(entries: readonly { readonly length: number }[]): number {
  return entries.reduce((sum, { length }) => sum + length, 0)
}

async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

test('packs that no index names are removed', async () => {
  const repository = await copy()
  const orphan = Buffer.from('left by a run that was killed')
  await repository.storage.save({ type: 'pack', name: idOf(orphan) }, orphan)
  const { remove } = await prune(repository)
  expect(remove.map(({ id }) => id)).toContain(idOf(orphan))
  expect(await repository.listIds('pack')).not.toContain(idOf(orphan))
  expect(await contents(repository, kept)).toEqual(keptContents)
})

test('what killed processes left half written takes space for ever: a prune removes it, also with nothing else to do', async () => {
  const place = temporaryDirectory()
  const repository = await makeRepository(new LocalStorage(place))
  await addSnapshot(repository, 1, 1)
  const left = join(place, 'index', `${idOf(Buffer.from('index'))}-tmp-1`)
  writeFileSync(left, 'half')
  expect((await prune(repository, { dryRun: true })).remove).toEqual([])
  expect(existsSync(left)).toBe(true)
  await prune(repository)
  expect(existsSync(left)).toBe(false)
})

test('a blob that lies in two packs is kept once', async () => {
  const repository = await copy()
  const other = await copy()
  // The same content, stored by two writers who did not know of each other.
  for (const id of await other.listIds('index')) await other.storage.remove({ type: 'index', name: id })
  await addSnapshot(other, 2, 3)
  for (const type of ['pack', 'index', 'snapshot'] as const) {
    for (const name of await other.listIds(type))
      await repository.storage.save({ type, name }, await other.storage.load({ type, name }))
  }
  const plan = await prune(repository, { maxUnusedPercent: 0 })
  expect(plan.remove.length + plan.repack.length).toBeGreaterThan(0)
  expect((await check(repository, { readData: true })).findings).toEqual([])
  for (const { id } of await repository.snapshots())
    expect([...(await contents(repository, id)).values()]).toEqual([...keptContents.values()])
})

describe('pruning refuses, and deletes nothing, when', () => {
  async function refused(repository: Repository, code: string): Promise<void> {
    const before = await files(repository)
    await expect(prune(repository, { maxUnusedPercent: 0 })).rejects.toMatchObject({ code })
    const after = await files(repository)
    for (const [name, hash] of before) expect(after.get(name), name).toBe(hash)
  }

  test('an index file is missing', async () => {
    for (const name of await (await copy()).listIds('index')) {
      const repository = await copy()
      await repository.storage.remove({ type: 'index', name })
      const report = await check(repository)
      // Only the index of what is still needed matters; that of the forgotten snapshot may go.
      if (report.findings.some(({ level }) => level === 'error')) await refused(repository, 'HF_PRUNE_UNSAFE')
    }
    const none = await copy()
    for (const name of await none.listIds('index')) await none.storage.remove({ type: 'index', name })
    await refused(none, 'HF_PRUNE_UNSAFE')
  })

  test.each(['index', 'snapshot'] as const)('the %s files cannot all be read', async (type) => {
    const repository = await copy()
    const name = (await repository.listIds(type))[0]!
    const bytes = await repository.storage.load({ type, name })
    await repository.storage.save({ type, name }, bytes.subarray(1))
    await refused(repository, 'HF_DAMAGED_FILE')
  })

  test('a needed pack is missing, or not as long as it should be', async () => {
    const whole = await copy()
    const { remove } = await prune(whole, { dryRun: true, maxUnusedPercent: 0 })
    const unused = new Set<string>(remove.map(({ id }) => id))
    for (const name of (await whole.listIds('pack')).filter((id) => !unused.has(id))) {
      const gone = await copy()
      await gone.storage.remove({ type: 'pack', name })
      await expect(prune(gone, { maxUnusedPercent: 0 })).rejects.toMatchObject({
        code: expect.stringMatching(/^HF_(PRUNE_UNSAFE|BLOB_DAMAGED)$/),
      })
      expect(await gone.listIds('pack')).toHaveLength((await whole.listIds('pack')).length - 1)
      const short = await copy()
      const bytes = await short.storage.load({ type: 'pack', name })
      await short.storage.save({ type: 'pack', name }, bytes.subarray(0, -1))
      await refused(short, 'HF_PRUNE_UNSAFE')
    }
  })

  test('a blob that must be copied is damaged; it says in which pack', async () => {
    const whole = await copy()
    const { repack } = await prune(whole, { dryRun: true, maxUnusedPercent: 0 })
    for (const { id, keep } of repack.filter((pack) => pack.keep[0]!.type === 'data')) {
      const repository = await copy()
      const bytes = await repository.storage.load({ type: 'pack', name: id })
      bytes[keep[0]!.offset + 20]! ^= 1
      await repository.storage.save({ type: 'pack', name: id }, bytes)
      await refused(repository, 'HF_PRUNE_UNSAFE')
      await expect(prune(repository, { maxUnusedPercent: 0 })).rejects.toThrow(id)
    }
  })
})

test('partly used packs are copied until little unused is left, and stay when little is unused', async () => {
  const storage = new MemoryStorage()
  const repository = await makeRepository(storage)
  const { BlobWriter, loadIndex } = await import('../src/index.ts')
  const content = (n: number): Buffer => Buffer.from(`content ${n} `.repeat(3000))
  const snapshot = async (numbers: number[], minute: number): Promise<string> => {
    await using writer = await BlobWriter.open(repository, await loadIndex(repository), { workers: 1 })
    const blobs = []
    for (const n of numbers) blobs.push(await writer.writeBlob('data', content(n)))
    const times = {
      mtime: '2026-01-01T00:00:00Z',
      atime: '2026-01-01T00:00:00Z',
      ctime: '2026-01-01T00:00:00Z',
    }
    const size = numbers.reduce((sum, n) => sum + content(n).length, 0)
    const tree = await writer.writeTree([
      { name: 'f', type: 'file', mode: 0o644, ...times, size, links: 1, content: blobs },
    ])
    await writer.flush()
    return await repository.saveSnapshot({
      time: new Date(minute * 60_000).toISOString(),
      tree,
      paths: ['/'],
      hostname: 'h',
    })
  }
  const first = await snapshot([1, 2, 3, 4, 5, 6, 7, 8], 1)
  const second = await snapshot([1, 2, 3, 4, 5, 6, 7], 2)
  const before = await contents(repository, second)
  await forget(repository, [(await repository.findSnapshot(first)).id])
  expect((await prune(repository, { maxUnusedPercent: 100, dryRun: true })).repack).toEqual([])
  const plan = await prune(repository, { maxUnusedPercent: 5 })
  expect(plan.repack).toHaveLength(1)
  expect(plan.repack[0]!.keep).toHaveLength(7)
  expect(await contents(repository, second)).toEqual(before)
  expect((await check(repository, { readData: true })).findings).toEqual([])
})

test('a cancel stops before anything is deleted', async () => {
  const stop = new AbortController()
  const faulty: FaultyStorage[] = []
  const repository = await copy((storage) => {
    faulty.push(new FaultyStorage(storage))
    return faulty[0]!
  })
  faulty[0]!.beforeCall = ({ method }) => {
    if (method === 'load') stop.abort(new Error('cancelled'))
  }
  await using _ = await acquireLock(repository, { exclusive: true })
  await expect(prune(repository, { maxUnusedPercent: 0, signal: stop.signal })).rejects.toThrow('cancelled')
  expect(faulty[0]!.calls.filter(({ method }) => method === 'remove')).toEqual([])
})

test('a check in parts reads every pack, whatever else comes and goes between them', async () => {
  const repository = await copy()
  const read = new Map<string, number>()
  const counting = new FaultyStorage(repository.storage)
  const watched = await Repository.open(
    counting,
    { masterKey: MasterKey.fromBytes(key) },
    { clock: hastyClock },
  )
  const before = await repository.listIds('pack')
  for (let part = 1; part <= 3; part++) {
    counting.calls.length = 0
    const report = await check(watched, { readData: { part, of: 3 } })
    expect(report.findings.filter(({ level }) => level === 'error')).toEqual([])
    for (const { method, path } of counting.calls)
      if (method === 'load' && path.startsWith('data/') && report.bytesRead > 0)
        read.set(path, (read.get(path) ?? 0) + 1)
    await addSnapshot(repository, 10 + part, 10 + part)
  }
  for (const id of before) expect(read.has(`data/${id.slice(0, 2)}/${id}`)).toBe(true)
})
