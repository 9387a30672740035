import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, loadIndex, Repository, type Storage } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import { exportZip, restoreToDirectory, restoreToDrive } from '../../src/index.ts'
import { DriveWorld } from '../drive-world.ts'

/** The pack that holds the content of a file of the newest snapshot. */
async function packOf(world: DriveWorld, path: string): Promise<string> {
  const items = await Array.fromAsync((await world.open()).items())
  const blob = items.find(({ name }) => name === path)?.stored?.blobs[0]
  return (await loadIndex(world.repository)).lookupAll('data', blob!)[0]!.pack
}

async function exchange(one: Storage, a: string, two: Storage, b: string): Promise<void> {
  const [first, second] = [
    await one.load({ type: 'pack', name: a }),
    await two.load({ type: 'pack', name: b }),
  ]
  await one.remove({ type: 'pack', name: a })
  await one.save({ type: 'pack', name: a }, second)
  await two.remove({ type: 'pack', name: b })
  await two.save({ type: 'pack', name: b }, first)
}

/** A restore gives no bytes but a coded reason, on the file or at its beginning; a check tells as well. */
async function expectRefused(world: DriveWorld, path: string): Promise<void> {
  const target = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
  const restore = async (): Promise<unknown> =>
    await restoreToDirectory({ snapshot: await world.open(), target, include: [path] })
  const outcome = await restore().catch((error: unknown) => error)
  expect(JSON.stringify(outcome)).toContain('HF_BLOB_DAMAGED')
  expect(readdirSync(target)).toEqual([])
  const { findings } = await check(world.repository, { readData: true })
  expect(findings.filter(({ level }) => level === 'error')).not.toEqual([])
}

describe('F35 stored content is put in another’s place', () => {
  test('F35 of another version of the file: it is refused, and found by a check', async () => {
    await using world = await DriveWorld.make()
    const file = world.drive.putFile('root', 'contract', Buffer.from('1,000,000'))
    await world.backup()
    const old = await packOf(world, 'contract')
    world.drive.replaceContent(file.id, Buffer.from('2,000,000'))
    await world.backup()
    await exchange(world.storage, old, world.storage, await packOf(world, 'contract'))
    await expectRefused(world, 'contract')
  })

  test('F35 of another file: it is refused, and found by a check', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'mine', Buffer.from('content A'))
    await world.backup()
    world.drive.putFile('root', 'theirs', Buffer.from('content B'))
    await world.backup()
    await exchange(world.storage, await packOf(world, 'mine'), world.storage, await packOf(world, 'theirs'))
    await expectRefused(world, 'mine')
  })

  test('F35 of another owner, with the same content: it is refused, and found by a check', async () => {
    await using adele = await DriveWorld.make()
    await using bob = await DriveWorld.make()
    for (const world of [adele, bob]) {
      world.drive.putFile('root', 'file', Buffer.from('the very same'))
      await world.backup()
    }
    await exchange(adele.storage, await packOf(adele, 'file'), bob.storage, await packOf(bob, 'file'))
    await expectRefused(adele, 'file')
    await expectRefused(bob, 'file')
  })
})

describe('F36 a wrong key is not damage', () => {
  test('F36 a wrong password has a code of its own; a damaged key file has another one', async () => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'a', Buffer.from('a'))
    await world.backup()
    await expect(Repository.open(world.storage, { password: 'wrong' })).rejects.toMatchObject({
      code: 'HF_WRONG_PASSWORD',
      exitCode: 12,
    })
    await world.expectSound()
    for await (const { name } of world.storage.list('key')) {
      const bytes = await world.storage.load({ type: 'key', name })
      await world.storage.remove({ type: 'key', name })
      await world.storage.save({ type: 'key', name }, bytes.subarray(0, bytes.length / 2))
    }
    const failure = await Repository.open(world.storage, { password: 'test' }).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ code: expect.stringMatching(/^HF_/) })
    expect(failure).not.toMatchObject({ code: 'HF_WRONG_PASSWORD' })
  })
})

test('F39 content that is missing has the same outcome wherever it is restored to: that file fails, the others come', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'lost', Buffer.from('lost'))
  await world.backup()
  const lost = await packOf(world, 'lost')
  for (const name of ['a', 'b']) world.drive.putFile('root', name, Buffer.from(name))
  await world.backup()
  await world.storage.remove({ type: 'pack', name: lost })
  const expected = { restored: 2, failures: [{ path: 'lost', code: 'HF_BLOB_DAMAGED' }] }
  const target = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
  expect(await restoreToDirectory({ snapshot: await world.open(), target })).toMatchObject(expected)
  expect(readdirSync(target).sort()).toEqual(['a', 'b'])
  const { id: driveId } = world.emptyDrive()
  const restored = await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId })
  expect(restored).toMatchObject(expected)
  expect(world.emulator.tenant.uploads.size).toBe(0)
  const { stream, result } = exportZip({ snapshot: await world.open() })
  const archive = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>))
  expect(await result).toMatchObject(expected)
  expect(archive.includes('Files that could not be restored.txt')).toBe(true)
})
