import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  acquireLock,
  BlobReader,
  BlobWriter,
  check,
  encodeTree,
  forget,
  type Id,
  idOf,
  LocalStorage,
  loadIndex,
  prune,
  Repository,
  type TreeNode,
  walkTree,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'
import { hasRestic, PASSWORD, restic, resticReason, temporaryDirectory } from './restic.ts'

const TIME = '2026-01-02T03:04:05.12Z'
const TIMES = { mtime: TIME, atime: TIME, ctime: TIME }

const AWKWARD = [
  'a',
  'A b',
  "it's",
  '#50%',
  '&<>"',
  'back\\slash',
  'tab\there',
  'new\nline',
  'é',
  'e\u0301',
  '文書',
  '😀',
  '\uff5e',
  'nbsp\u00a0',
  '\u200bzero',
  '\u2028line',
  '.dot',
  '~tilde',
  '\ue000',
]

/** Writes files of these contents under awkward names, and a snapshot of them. */
async function backUp(
  repository: Repository,
  contents: readonly Buffer[],
  time = '2026-01-02T03:04:05Z',
): Promise<Map<string, Buffer>> {
  const index = await loadIndex(repository)
  await using _ = await acquireLock(repository, { exclusive: false })
  await using writer = await BlobWriter.open(repository, index, { workers: 2 })
  const files = new Map<string, Buffer>()
  const nodes: TreeNode[] = []
  for (const [i, content] of contents.entries()) {
    const name = `${AWKWARD[i % AWKWARD.length]}${i < AWKWARD.length ? '' : i}`
    const written = await writer.writeFile(pieces(content))
    files.set(name, content)
    nodes.push({
      name,
      type: 'file',
      mode: 0o644,
      ...TIMES,
      size: written.size,
      links: 1,
      content: written.content,
    })
  }
  const subtree = await writer.writeTree(
    nodes.sort((x, y) => Buffer.compare(Buffer.from(x.name), Buffer.from(y.name))),
  )
  const empty = await writer.writeTree([])
  const directory = (name: string, tree: Id): TreeNode => ({
    name,
    type: 'dir',
    mode: 2 ** 31 + 0o755,
    ...TIMES,
    subtree: tree,
  })
  const tree = await writer.writeTree([directory('empty', empty), directory('files', subtree)])
  await writer.flush()
  await repository.saveSnapshot({ time, tree, paths: ['/'], hostname: 'test' })
  return files
}

async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 60_000) yield content.subarray(at, at + 60_000)
}

async function readBack(repository: Repository): Promise<Map<string, Buffer>> {
  const reader = new BlobReader(repository, await loadIndex(repository))
  const snapshot = await repository.findSnapshot('latest')
  const files = new Map<string, Buffer>()
  for await (const { node } of walkTree(reader, snapshot.tree)) {
    if (node.type === 'file')
      files.set(node.name, Buffer.concat(await Array.fromAsync(reader.readFile(node))))
  }
  return files
}

function sampleContents(seed: number): Buffer[] {
  const random = seededRandom(seed)
  const sizes = [0, 1, 100, 16_384, 500_000, 524_288, 524_289, 3_000_000, 20_000_000]
  const contents = sizes.map((size) => random.bytes(size))
  contents.push(Buffer.from('compressible '.repeat(400_000)), random.bytes(100), Buffer.from('x'))
  while (contents.length < 40) contents.push(random.bytes(Math.floor(random.fraction() * 50_000)))
  return contents
}

test('what is written is read back the same, in any pieces and ranges', async () => {
  const repository = await Repository.init(new LocalStorage(temporaryDirectory()), {
    password: PASSWORD,
    kdf: FAST_KDF,
  })
  const files = await backUp(repository, sampleContents(1))
  const read = await readBack(repository)
  expect([...read.keys()].sort()).toEqual([...files.keys()].sort())
  for (const [name, content] of files) expect(idOf(read.get(name)!)).toBe(idOf(content))
  const reader = new BlobReader(repository, await loadIndex(repository))
  const snapshot = await repository.findSnapshot('latest')
  for await (const { node } of walkTree(reader, snapshot.tree)) {
    if (node.size !== 20_000_000) continue
    for (const [offset, length] of [
      [0, 10],
      [1_234_567, 9_000_000],
      [19_999_999, 5],
      [20_000_000, 1],
    ] as const) {
      const part = Buffer.concat(await Array.fromAsync(reader.readFile(node, { offset, length })))
      expect(idOf(part)).toBe(idOf(files.get(node.name)!.subarray(offset, offset + length)))
    }
  }
  expect((await check(repository, { readData: true })).findings).toEqual([])
})

describe.skipIf(!hasRestic)(`with the restic program${resticReason}`, () => {
  test('restic checks and restores what we wrote, also after we pruned', async () => {
    const place = temporaryDirectory()
    const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
    await backUp(repository, sampleContents(1))
    const files = await backUp(
      repository,
      [...sampleContents(1).slice(0, 30), ...sampleContents(2).slice(30)],
      '2026-01-03T03:04:05Z',
    )
    expect(restic(place, ['check', '--read-data'])).toContain('no errors were found')
    const [first] = await repository.snapshots()
    await using lock = await acquireLock(repository, { exclusive: true })
    await forget(repository, [first!.id])
    const plan = await prune(repository, { maxUnusedPercent: 0 })
    expect(plan.repack.length + plan.remove.length).toBeGreaterThan(0)
    await lock[Symbol.asyncDispose]()
    expect(restic(place, ['check', '--read-data'])).toContain('no errors were found')
    expect((await check(repository, { readData: true })).findings).toEqual([])
    const target = temporaryDirectory()
    restic(place, ['restore', 'latest', '--verify', '--target', target])
    for (const [name, content] of files)
      expect(idOf(readFileSync(join(target, 'files', name)))).toBe(idOf(content))
    expect(restic(place, ['ls', 'latest'])).toContain('/empty')
  })

  test('a repository made by restic is opened, checked, read byte for byte, and added to', async () => {
    const place = temporaryDirectory()
    const source = temporaryDirectory()
    const names = AWKWARD.filter((name) => !name.includes('/'))
    const random = seededRandom(3)
    const files = new Map(names.map((name, i) => [name, random.bytes(i * 997)]))
    files.set('large', random.bytes(9_000_000))
    for (const [name, content] of files) {
      writeFileSync(join(source, name), content)
      utimesSync(join(source, name), 1_700_000_000.123, 1_700_000_000.123)
    }
    mkdirSync(join(source, 'sub', 'empty'), { recursive: true })
    restic(place, ['init'])
    restic(place, ['backup', '.', '--host', 'test'], { cwd: source })
    const repository = await Repository.open(new LocalStorage(place), { password: PASSWORD })
    expect((await check(repository, { readData: true })).findings).toEqual([])
    const read = await readBack(repository)
    for (const [name, content] of files) expect(idOf(read.get(name)!)).toBe(idOf(content))
    await everyTreeIsCanonical(repository)
    await backUp(repository, sampleContents(4))
    expect(restic(place, ['check', '--read-data'])).toContain('no errors were found')
    expect(JSON.parse(restic(place, ['snapshots', '--json']))).toHaveLength(2)
  })

  test('restic adds to a repository that we made', async () => {
    const place = temporaryDirectory()
    const source = temporaryDirectory()
    writeFileSync(join(source, 'a'), 'from restic')
    const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
    await backUp(repository, sampleContents(5).slice(0, 4))
    restic(place, ['backup', '.'], { cwd: source })
    expect((await readBack(repository)).get('a')?.toString()).toBe('from restic')
    expect((await check(repository, { readData: true })).findings).toEqual([])
  })
})

/** Every tree that restic wrote must come out of our encoder as the same bytes: else `restic rewrite` would refuse ours. */
async function everyTreeIsCanonical(repository: Repository): Promise<void> {
  const index = await loadIndex(repository)
  const reader = new BlobReader(repository, index)
  let trees = 0
  for (const { type, id } of index.entries()) {
    if (type !== 'tree') continue
    expect(idOf(encodeTree(await reader.readTree(id)))).toBe(id)
    trees++
  }
  expect(trees).toBeGreaterThan(2)
}
