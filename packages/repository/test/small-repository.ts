import { type Clock, seededRandom, systemClock } from '@holdfast/base'
import {
  acquireLock,
  BlobReader,
  BlobWriter,
  compareNames,
  idOf,
  loadIndex,
  MemoryStorage,
  Repository,
  type Storage,
  type TreeNode,
  walkTree,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'

const TIME = '2026-01-02T03:04:05Z'
export const TIMES = { mtime: TIME, atime: TIME, ctime: TIME }

/** The machine's time; short waits (a lock settling) take none. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => (ms < 1000 ? undefined : await systemClock.sleep(ms, signal)),
}

export async function makeRepository(storage: Storage = new MemoryStorage()): Promise<Repository> {
  return await Repository.init(storage, { password: 'test', kdf: FAST_KDF, clock: hastyClock })
}

/** A snapshot of some files; its time is the number of minutes given. */
export async function addSnapshot(
  repository: Repository,
  seed: number,
  minute: number,
  signal?: AbortSignal,
): Promise<string> {
  const random = seededRandom(seed)
  const index = await loadIndex(repository)
  await using _ = await acquireLock(repository, { exclusive: false })
  await using writer = await BlobWriter.open(repository, index, {
    workers: 1,
    packSize: 100_000,
    ...(signal && { signal }),
  })
  const nodes: TreeNode[] = []
  for (let i = 0; i < 8; i++) {
    const content = random.bytes(1 + Math.floor(random.fraction() * 60_000))
    const { content: blobs, size } = await writer.writeFile(
      [content].values() as unknown as AsyncIterable<Buffer>,
    )
    nodes.push({ name: `file ${i}`, type: 'file', mode: 0o644, ...TIMES, size, links: 1, content: blobs })
  }
  const subtree = await writer.writeTree(nodes.sort((a, b) => compareNames(a.name, b.name)))
  const tree = await writer.writeTree([
    { name: 'dir', type: 'dir', mode: 2 ** 31 + 0o755, ...TIMES, subtree },
  ])
  await writer.flush()
  return await repository.saveSnapshot({
    time: new Date(minute * 60_000).toISOString(),
    tree,
    paths: ['/'],
    hostname: 'test',
  })
}

/** Every path of a snapshot with the hash of its content. */
export async function contents(repository: Repository, snapshotId: string): Promise<Map<string, string>> {
  const reader = new BlobReader(repository, await loadIndex(repository))
  const snapshot = await repository.findSnapshot(snapshotId)
  const found = new Map<string, string>()
  for await (const { path, node } of walkTree(reader, snapshot.tree)) {
    found.set(
      path,
      node.type === 'file' ? idOf(Buffer.concat(await Array.fromAsync(reader.readFile(node)))) : '',
    )
  }
  return found
}

/** Another storage with the same files: what a test does to it stays its own. */
export async function cloneStorage(storage: Storage): Promise<MemoryStorage> {
  const copy = new MemoryStorage()
  for (const type of ['config', 'key', 'lock', 'snapshot', 'index', 'pack'] as const) {
    for await (const { name } of storage.list(type))
      await copy.save({ type, name }, await storage.load({ type, name }))
  }
  return copy
}
