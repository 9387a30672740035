import { execFileSync, spawnSync } from 'node:child_process'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BlobWriter, idOf, loadIndex } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import { exportZip, restoreToDirectory } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

function place(): string {
  return mkdtempSync(join(tmpdir(), 'holdfast-restore-'))
}

function listing(directory: string): string[] {
  return (readdirSync(directory, { recursive: true }) as string[]).sort()
}

async function smallWorld(): Promise<DriveWorld> {
  const world = await DriveWorld.make()
  const folder = world.drive.createFolder('root', 'Documents', {
    modified: Date.parse('2021-01-01T00:00:00Z'),
  })
  world.drive.putFile(folder.id, 'report.txt', Buffer.from('the report'), {
    modified: Date.parse('2020-05-06T07:08:09Z'),
  })
  world.drive.putFile('root', 'large.bin', { seed: 1, size: 3_000_000 })
  world.drive.putFile('root', 'empty', Buffer.alloc(0))
  world.drive.createFolder('root', 'Nothing in it')
  await world.backup()
  return world
}

test('everything comes back, with times; again there is nothing to do', async () => {
  await using world = await smallWorld()
  const target = join(place(), 'made')
  const options = { snapshot: await world.open(), target }
  expect(await restoreToDirectory(options)).toMatchObject({
    restored: 3,
    bytes: 3_000_010,
    folders: 2,
    failures: [],
  })
  expect(listing(target)).toEqual([
    'Documents',
    'Documents/report.txt',
    'Nothing in it',
    'empty',
    'large.bin',
  ])
  expect(statSync(join(target, 'Documents/report.txt')).mtimeMs).toBe(Date.parse('2020-05-06T07:08:09Z'))
  expect(statSync(join(target, 'Documents')).mtimeMs).toBe(Date.parse('2021-01-01T00:00:00Z'))
  expect(await restoreToDirectory(options)).toMatchObject({ restored: 0, identical: 3, failures: [] })
})

test('a dry run tells what it would do and writes nothing', async () => {
  await using world = await smallWorld()
  const target = join(place(), 'not made')
  expect(await restoreToDirectory({ snapshot: await world.open(), target, dryRun: true })).toMatchObject({
    dryRun: true,
    restored: 3,
  })
  expect(existsSync(target)).toBe(false)
})

describe('a file in the way', () => {
  test.each([
    ['fail', { failures: [{ path: 'Documents/report.txt', code: 'HF_TARGET_EXISTS' }] }, 'edited', false],
    ['skip', { skipped: 1, failures: [] }, 'edited', false],
    ['replace', { replaced: 1, failures: [] }, 'the report', false],
    ['keep-both', { keptBoth: 1, failures: [] }, 'edited', true],
  ] as const)('%s', async (conflict, expected, content, both) => {
    await using world = await smallWorld()
    const target = place()
    mkdirSync(join(target, 'Documents'))
    writeFileSync(join(target, 'Documents/report.txt'), 'edited')
    expect(await restoreToDirectory({ snapshot: await world.open(), target, conflict })).toMatchObject(
      expected,
    )
    expect(readFileSync(join(target, 'Documents/report.txt'), 'utf8')).toBe(content)
    expect(existsSync(join(target, 'Documents/report (restored).txt'))).toBe(both)
  })

  test('a folder where a file should be, and a link where a folder should be, are left as they are', async () => {
    await using world = await smallWorld()
    const target = place()
    const outside = place()
    mkdirSync(join(target, 'empty'))
    symlinkSync(outside, join(target, 'Documents'))
    const result = await restoreToDirectory({ snapshot: await world.open(), target, conflict: 'replace' })
    expect(result.failures.map(({ path }) => path).sort()).toEqual([
      'Documents',
      'Documents/report.txt',
      'empty',
    ])
    expect(listing(outside)).toEqual([])
    expect(result.restored).toBe(1)
  })
})

test('names that lead out of the folder are refused', async () => {
  await using world = await smallWorld()
  const { repository } = world
  const outer = place()
  const target = join(outer, 'inner')
  await using writer = await BlobWriter.open(repository, await loadIndex(repository), { workers: 1 })
  const opened = await world.open()
  const [node] = (await opened.reader.readTree(opened.filesTree)).filter(({ name }) => name === 'large.bin')
  const raw = `{"nodes":[{"name":"../escaped","type":"file","mode":420,"mtime":"2026-01-01T00:00:00Z","atime":"2026-01-01T00:00:00Z","ctime":"2026-01-01T00:00:00Z","uid":0,"gid":0,"size":3000000,"content":${JSON.stringify(node!.content)}}]}\n`
  const tree = await writer.writeBlob('tree', Buffer.from(raw))
  await writer.flush()
  const forged = Object.create(await world.open(), { filesTree: { value: tree } })
  const result = await restoreToDirectory({ snapshot: forged, target })
  expect(result.failures).toMatchObject([{ code: 'HF_TARGET_NOT_WRITABLE' }])
  expect(listing(outer)).toEqual(['inner'])
})

test('a cancel leaves whole files only, and the next run finishes', async () => {
  await using world = await DriveWorld.make()
  for (let i = 0; i < 20; i++) world.drive.putFile('root', `file ${i}`, { seed: i, size: 400_000 })
  await world.backup()
  const target = place()
  const stop = new AbortController()
  const options = { snapshot: await world.open(), target }
  const cancelled = restoreToDirectory({
    ...options,
    signal: stop.signal,
    onProgress: ({ files }) => files >= 5 && stop.abort(new Error('enough')),
  })
  await expect(cancelled).rejects.toThrow('enough')
  const left = listing(target)
  expect(left.length).toBeLessThan(20)
  expect(left.filter((name) => name.startsWith('.holdfast'))).toEqual([])
  for (const name of left) expect(statSync(join(target, name)).size).toBe(400_000)
  expect(await restoreToDirectory(options)).toMatchObject({
    identical: left.length,
    restored: 20 - left.length,
  })
})

test('a killed restore leaves half a file beside its place: the next one takes it away', async () => {
  await using world = await smallWorld()
  const target = place()
  const half = join(target, `.holdfast-${idOf(Buffer.from('large.bin')).slice(0, 16)}.part`)
  writeFileSync(half, 'half of it', { mode: 0o400 })
  const result = await restoreToDirectory({ snapshot: await world.open(), target })
  expect(result.failures).toEqual([])
  expect(existsSync(half)).toBe(false)
  expect(statSync(join(target, 'large.bin')).size).toBe(3_000_000)
})

test('a target that cannot be written is told, with what to do', async () => {
  await using world = await smallWorld()
  const file = join(place(), 'a file')
  writeFileSync(file, '')
  await expect(
    restoreToDirectory({ snapshot: await world.open(), target: join(file, 'below') }),
  ).rejects.toMatchObject({
    code: 'HF_TARGET_NOT_WRITABLE',
    hint: expect.stringContaining('goes on'),
  })
})

const hasPython = !spawnSync('python3', ['--version']).error

test.skipIf(!hasPython)(
  `a ZIP holds the same, by another program's reading${hasPython ? '' : ' (skipped: no python3)'}`,
  async () => {
    await using world = await smallWorld()
    const file = join(place(), 'out.zip')
    const zip = exportZip({ snapshot: await world.open() })
    await Promise.all([pipeline(zip.stream, createWriteStream(file)), zip.result])
    expect(await zip.result).toMatchObject({ restored: 3, folders: 2 })
    const script =
      'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print("\\n".join(f"{i.filename} {i.file_size}" for i in z.infolist()))'
    expect(
      execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim().split('\n').sort(),
    ).toEqual(['Documents/ 0', 'Documents/report.txt 10', 'Nothing in it/ 0', 'empty 0', 'large.bin 3000000'])
  },
)
