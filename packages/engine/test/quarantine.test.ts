import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import {
  METADATA_DIRECTORY,
  QUARANTINE_DIRECTORY,
  QUARANTINE_FOLDER,
  restoreToDirectory,
  restoreToDrive,
} from '../src/index.ts'
import { DriveWorld, hurriedClock } from './drive-world.ts'
import { laterClock } from './failure-cases/later-clock.ts'

const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')
const WANTED = { quarantineMalware: true }

/** A drive with a good file and an infected one. */
async function infectedWorld(): Promise<{ world: DriveWorld; id: string }> {
  const world = await DriveWorld.make({ clock: hurriedClock() })
  world.drive.putFile('root', 'good', Buffer.from('good'))
  const folder = world.drive.createFolder('root', 'Downloads')
  const { id } = world.drive.putFile(folder.id, 'eicar.com', EICAR)
  world.drive.setMalware(id)
  return { world, id }
}

/** Names and contents of the newest snapshot's quarantine, as restic sees them. */
async function quarantine(world: DriveWorld): Promise<Map<string, Buffer>> {
  const { reader, snapshot } = await world.open()
  const contents = new Map<string, Buffer>()
  const below = async (tree: string, name: string) =>
    (await reader.readTree(tree as typeof snapshot.tree)).find((node) => node.name === name)?.subtree
  const metadata = (await below(snapshot.tree, METADATA_DIRECTORY))!
  const directory = await below(metadata, QUARANTINE_DIRECTORY)
  for (const node of directory ? await reader.readTree(directory) : [])
    contents.set(node.name, Buffer.concat(await Array.fromAsync(reader.readFile(node))))
  return contents
}

describe('F15 with --quarantine-malware an infected file', () => {
  test.each([
    ['the stream of the beta API', false],
    ['beta’s /content where that is missing', true],
  ])('F15 is taken into quarantine by its id, by %s, and never into OneDrive/', async (_, missing) => {
    const { world, id } = await infectedWorld()
    await using _world = world
    if (missing)
      world.emulator.faults.add({
        match: { route: 'items.contentStream' },
        action: {
          kind: 'reply',
          status: 400,
          json: { error: { code: 'BadRequest', message: 'No segment' } },
        },
      })
    const result = await world.backup(WANTED)
    expect(result).toMatchObject({ outcome: 'saved-with-errors', quarantined: 1, counts: { files: 1 } })
    expect(result.failures).toMatchObject([{ id, class: 'malware', attempts: 1 }])
    expect([...(await world.snapshotTree()).keys()].sort()).toEqual(['Downloads', 'good'])
    expect(await quarantine(world)).toEqual(new Map([[id, EICAR]]))
    expect((await check(world.repository, { readData: true })).findings).toEqual([])
  })

  test('F15 is not asked for without it, and taken at once when it is given later', async () => {
    const { world, id } = await infectedWorld()
    await using _world = world
    const seen = world.watch()
    expect((await world.backup()).quarantined).toBe(0)
    expect(seen.filter(({ route }) => /content/i.test(route ?? ''))).toEqual([])
    expect(await quarantine(world)).toEqual(new Map())
    expect((await world.backup(WANTED)).quarantined).toBe(1)
    expect((await quarantine(world)).get(id)).toEqual(EICAR)
    // Once is enough: neither a quiet run nor a due failure gets it again.
    expect(await world.backup(WANTED)).toMatchObject({ outcome: 'unchanged', quarantined: 1 })
    const { length } = seen.filter(({ route }) => route === 'items.contentStream')
    await world.backup({ ...WANTED, clock: laterClock(50 * 3_600_000) })
    expect(seen.filter(({ route }) => route === 'items.contentStream')).toHaveLength(length)
    // A run without the option keeps what is there.
    world.drive.putFile('root', 'more', Buffer.from('more'))
    expect((await world.backup()).quarantined).toBe(1)
    expect((await quarantine(world)).get(id)).toEqual(EICAR)
  })

  test('F15 is replaced by its next state, and leaves quarantine when it is clean or deleted', async () => {
    const { world, id } = await infectedWorld()
    await using _world = world
    await world.backup(WANTED)
    world.drive.replaceContent(id, Buffer.from('another virus'))
    await world.backup(WANTED)
    expect((await quarantine(world)).get(id)?.toString()).toBe('another virus')
    world.drive.replaceContent(id, Buffer.from('cleaned'))
    world.drive.setMalware(id, false)
    expect(await world.backup(WANTED)).toMatchObject({ failures: [], quarantined: 0 })
    expect(await quarantine(world)).toEqual(new Map())
    expect(await world.snapshotTree()).toEqual(await world.driveTree())
    world.drive.setMalware(world.drive.putFile('root', 'second', EICAR).id)
    expect((await world.backup(WANTED)).quarantined).toBe(1)
    world.drive.delete(world.drive.at('second')!.id)
    expect((await world.backup(WANTED)).quarantined).toBe(0)
  })

  test('F15 that is refused for the quarantine, too, is no more than a failure that waits', async () => {
    const { world, id } = await infectedWorld()
    await using _world = world
    const json = { error: { code: 'malwareDetected', message: 'Malware detected' } }
    for (const route of ['items.contentStream', 'items.content'])
      world.emulator.faults.add({ match: { route }, action: { kind: 'reply', status: 403, json } })
    const result = await world.backup(WANTED)
    expect(result).toMatchObject({ quarantined: 0, counts: { files: 1 } })
    expect(result.failures).toMatchObject([{ id, class: 'malware', code: 'HF_QUARANTINE_REFUSED' }])
    const seen = world.watch()
    expect((await world.backup(WANTED)).outcome).toBe('unchanged')
    expect(seen).toHaveLength(1)
  })

  test('F15 is restored only when that is asked for, to a folder of its own, and never into a drive', async () => {
    const { world, id } = await infectedWorld()
    await using _world = world
    await world.backup(WANTED)
    const snapshot = await world.open()
    const plain = mkdtempSync(join(tmpdir(), 'holdfast-quarantine-'))
    await restoreToDirectory({ snapshot, target: plain })
    expect(readdirSync(plain, { recursive: true }).sort()).toEqual(['Downloads', 'good'])
    const drive = world.emptyDrive()
    await restoreToDrive({ snapshot, target: world.client, driveId: drive.id })
    expect([...(await world.driveTree(drive)).keys()].sort()).toEqual(['Downloads', 'good'])
    const target = mkdtempSync(join(tmpdir(), 'holdfast-quarantine-'))
    const asked = await restoreToDirectory({ snapshot, target, quarantined: true })
    expect(asked).toMatchObject({ restored: 2, failures: [] })
    expect(readFileSync(join(target, QUARANTINE_FOLDER, id, 'eicar.com'))).toEqual(EICAR)
    const part = mkdtempSync(join(tmpdir(), 'holdfast-quarantine-'))
    await restoreToDirectory({ snapshot, target: part, quarantined: true, include: ['good'] })
    expect(readdirSync(part)).toEqual(['good'])
  })
})
