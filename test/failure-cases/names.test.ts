import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { systemRandom } from '@holdfast/base'
import { nodeName, restoreToDirectory, restoreToDrive } from '@holdfast/engine'
import { nameProblem } from '@holdfast/graph-emulator'
import { LocalStorage } from '@holdfast/repository'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DriveWorld } from '../../packages/engine/test/drive-world.ts'
import {
  hasRestic,
  PASSWORD,
  restic,
  resticReason,
  temporaryDirectory,
} from '../../packages/repository/test/restic.ts'

/** Names that other programs lost, merged or changed, and that OneDrive takes. */
const NAMES = [
  'report.meta',
  '.meta',
  '.dirmeta',
  'folder',
  'é.txt',
  'e\u0301.txt',
  'Å',
  'A\u030a',
  '\u212b',
  '가',
  '\u1100\u1161',
  '文'.repeat(255),
  `${'長い名前'.repeat(60)}.docx`,
  'x'.repeat(255),
  'con.txt',
  'nul.tar.gz',
  'lpt1.doc',
  'Thumbs.db',
  'desktop.ini.bak',
  '#50% & it’s "not" that'.replaceAll('"', '”'),
  "it's",
  '%2F',
  '..hidden',
  '-rf',
  '--help',
  '$HOME',
  '`id`',
  '~tmp',
  '😀.png',
  '👩‍👩‍👧.png',
  '\u200bzero width',
  'line\u2028separator',
  'no\u00a0break',
  'שלום.txt',
  '\u202eexe.txt',
  '\ufeffbom',
  '～',
  '\ue000 private',
]

const seed = systemRandom.bytes(3).readUIntBE(0, 3)

/** The corpus, and as many made-up names; no two the same to a drive. */
function corpus(): string[] {
  const random = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { numRuns: 40, seed })
  const taken = new Map<string, string>()
  for (const name of [...NAMES, ...random]) {
    const key = name.toLowerCase()
    if (nameProblem(name) === undefined && !taken.has(key)) taken.set(key, name)
  }
  return [...taken.values()]
}

/** Path -> content of everything below a directory. */
function readTree(directory: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const path of readdirSync(directory, { recursive: true }) as string[]) {
    const full = join(directory, path)
    found.set(path, statSync(full).isDirectory() ? 'dir' : readFileSync(full, 'utf8'))
  }
  return found
}

async function backedUp(): Promise<{ world: DriveWorld; expected: Map<string, string>; place: string }> {
  const place = temporaryDirectory()
  const world = await DriveWorld.make({ storage: new LocalStorage(place), password: PASSWORD })
  const expected = new Map<string, string>()
  const folder = world.drive.createFolder('root', 'folder')
  expected.set('folder', 'dir')
  for (const name of corpus()) {
    const file = world.drive.putFile(folder.id, name, Buffer.from(`content of ${name}`))
    expected.set(`folder/${nodeName(name, file.id)}`, `content of ${name}`)
  }
  // As deep as OneDrive allows: 400 characters.
  let deep = world.drive.createFolder('root', 'd'.repeat(99))
  for (let i = 0; i < 2; i++) {
    expected.set(world.drive.pathOf(deep), 'dir')
    deep = world.drive.createFolder(deep.id, '深'.repeat(84))
  }
  expected.set(world.drive.pathOf(deep), 'dir')
  const last = `${'f'.repeat(400 - world.drive.pathOf(deep).length - 5)}.txt`
  world.drive.putFile(deep.id, last, Buffer.from('deep'))
  expected.set(`${world.drive.pathOf(deep)}/${last}`, 'deep')
  expect((await world.backup()).failures).toEqual([])
  return { world, expected, place }
}

describe(`F37 names (seed ${seed})`, () => {
  test('F37 are kept to the byte in the item table, in the trees, in a local restore, and in a drive', async () => {
    const { world, expected } = await backedUp()
    await using _ = world
    const names = (await Array.fromAsync((await world.open()).items())).map(({ name }) => name)
    for (const name of corpus()) expect(names).toContain(name)
    expect([...(await world.snapshotTree()).keys()].sort()).toEqual([...expected.keys()].sort())

    const local = temporaryDirectory()
    const result = await restoreToDirectory({ snapshot: await world.open(), target: local })
    expect(result.failures).toEqual([])
    expect(readTree(local)).toEqual(expected)

    const target = world.emptyDrive()
    const options = { snapshot: await world.open(), target: world.client, driveId: target.id }
    expect((await restoreToDrive(options)).failures).toEqual([])
    const paths = (drive: typeof target): string[] =>
      [...drive.items()].map((item) => drive.pathOf(item)).sort()
    expect(paths(target)).toEqual(paths(world.drive))
    expect(await restoreToDrive(options)).toMatchObject({ restored: 0, failures: [] })
  })

  test.skipIf(!hasRestic)(`F37 are kept by restic, too${resticReason}`, async () => {
    const { world, expected, place } = await backedUp()
    await using _ = world
    const local = temporaryDirectory()
    restic(place, ['restore', 'latest', '--target', local])
    expect(readTree(join(local, 'OneDrive'))).toEqual(expected)
  })

  test('F37 two names that differ in case alone, after a lost tombstone: neither hides the other', async () => {
    await using world = await DriveWorld.make()
    const old = world.drive.putFile('root', 'Report.txt', Buffer.from('old'))
    await world.backup()
    world.drive.delete(old.id)
    world.drive.putFile('root', 'report.txt', Buffer.from('new'))
    world.emulator.faults.quirk('delta-missing-tombstone')
    await world.backup()
    const both = new Map([
      ['Report.txt', 'old'],
      ['report.txt', 'new'],
    ])
    const local = temporaryDirectory()
    expect((await restoreToDirectory({ snapshot: await world.open(), target: local })).failures).toEqual([])
    expect(readTree(local)).toEqual(both)
    const target = world.emptyDrive()
    const restored = await restoreToDrive({
      snapshot: await world.open(),
      target: world.client,
      driveId: target.id,
    })
    expect(restored).toMatchObject({ restored: 1, failures: [{ code: 'HF_NAME_CONFLICT' }] })
    expect(target.at('report.txt')?.versions ?? []).toEqual([])
    // The next full listing finds out.
    await world.backup({ full: true })
    expect([...(await world.snapshotTree()).keys()]).toEqual(['report.txt'])
  })
})
