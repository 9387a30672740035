import { describe, expect, test } from 'vitest'
import {
  BlobWriter,
  check,
  encodeTree,
  type FileType,
  type Finding,
  type Id,
  idOf,
  loadIndex,
  MemoryStorage,
  type Repository,
  type TreeNode,
} from '../src/index.ts'
import { addSnapshot, makeRepository, TIMES } from './small-repository.ts'

async function soundRepository(): Promise<{ repository: Repository; storage: MemoryStorage }> {
  const storage = new MemoryStorage()
  const repository = await makeRepository(storage)
  await addSnapshot(repository, 1, 1)
  await addSnapshot(repository, 2, 2)
  return { repository, storage }
}

async function errors(repository: Repository): Promise<Finding[]> {
  return (await check(repository, { readData: true })).findings.filter(({ level }) => level === 'error')
}

const DAMAGES: Record<string, (storage: MemoryStorage, type: FileType, names: string[]) => Promise<void>> = {
  'a flipped bit': async (storage, type, [name]) => {
    const bytes = await storage.load({ type, name: name! })
    bytes[Math.floor(bytes.length / 2)]! ^= 0x10
    await storage.remove({ type, name: name! })
    await storage.save({ type, name: name! }, bytes)
  },
  'a truncated file': async (storage, type, [name]) => {
    const bytes = await storage.load({ type, name: name! })
    await storage.remove({ type, name: name! })
    await storage.save({ type, name: name! }, bytes.subarray(0, bytes.length - 7))
  },
  'an empty file': async (storage, type, [name]) => {
    await storage.remove({ type, name: name! })
    await storage.save({ type, name: name! }, Buffer.alloc(0))
  },
  'two files swapped': async (storage, type, [a, b]) => {
    const one = await storage.load({ type, name: a! })
    const two = await storage.load({ type, name: b! })
    await storage.save({ type, name: a! }, two)
    await storage.save({ type, name: b! }, one)
  },
}

describe.each(['pack', 'index', 'snapshot', 'key'] as const)('damage to a %s file', (type) => {
  test.each(Object.keys(DAMAGES))('%s is found, and named', async (damage) => {
    const { repository, storage } = await soundRepository()
    if (type === 'key') await repository.addPassword('second', { N: 1024, r: 8, p: 1 })
    const names = (await repository.listIds(type)) as string[]
    await DAMAGES[damage]!(storage, type, names)
    const found = await errors(repository)
    expect(found.length).toBeGreaterThan(0)
    expect(found.some(({ subject, message }) => (subject + message).includes(names[0]!.slice(0, 8)))).toBe(
      true,
    )
  })
})

test.each(['pack', 'index'] as const)('a deleted %s file is found', async (type) => {
  const { repository, storage } = await soundRepository()
  await storage.remove({ type, name: (await repository.listIds(type))[0]! })
  expect(await errors(repository)).not.toEqual([])
})

test('a sound repository has no findings at all', async () => {
  const { repository } = await soundRepository()
  expect((await check(repository, { readData: true })).findings).toEqual([])
})

describe('trees that restic’s check lets pass', () => {
  const blob = idOf(Buffer.from('hello'))
  const file = (name: string, size = 5): TreeNode => ({
    name,
    type: 'file',
    mode: 0o644,
    ...TIMES,
    size,
    links: 1,
    content: [blob],
  })
  const raw = (nodes: TreeNode[]): Buffer => {
    const parts = nodes.map((node) =>
      encodeTree([{ ...node, name: 'x' }])
        .toString()
        .slice(10, -3)
        .replace('"name":"x"', `"name":"${node.name}"`),
    )
    return Buffer.from(`{"nodes":[${parts.join(',')}]}\n`)
  }

  async function withTree(bytes: Buffer): Promise<Repository> {
    const repository = await makeRepository()
    await using writer = await BlobWriter.open(repository, await loadIndex(repository), { workers: 1 })
    await writer.writeBlob('data', Buffer.from('hello'))
    const tree: Id = await writer.writeBlob('tree', bytes)
    await writer.flush()
    await repository.saveSnapshot({ time: TIMES.mtime, tree, paths: ['/'], hostname: 'test' })
    return repository
  }

  test.each([
    ['names out of order', raw([file('b'), file('a')]), 'tree-invalid'],
    ['a name twice', raw([file('a'), file('a')]), 'tree-invalid'],
    ['a name that leads out', raw([file('..')]), 'tree-invalid'],
    ['a name with a slash', raw([file('a/b')]), 'tree-invalid'],
    ['a size that is not the content’s', raw([file('a', 6)]), 'size-mismatch'],
    [
      'a blob that nobody has',
      Buffer.from(
        raw([file('a')])
          .toString()
          .replace(blob, 'ab'.repeat(32)),
      ),
      'blob-missing',
    ],
  ])('%s', async (_, bytes, kind) => {
    expect((await errors(await withTree(bytes))).map((finding) => finding.kind)).toContain(kind)
  })

  test('a tree that is none', async () => {
    expect(
      (await errors(await withTree(Buffer.from('{"nodes":[{"name":"\\\\q","type":"file"}]}\n')))).map(
        ({ kind }) => kind,
      ),
    ).toContain('tree-damaged')
  })
})
