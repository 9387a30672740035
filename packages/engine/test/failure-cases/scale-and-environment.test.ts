import { faultPresets } from '@holdfast/graph-emulator'
import { describe, expect, test } from 'vitest'
import { Exclusions, restoreToDrive } from '../../src/index.ts'
import { DriveWorld } from '../drive-world.ts'
import { LARGE } from './scale.ts'

test('F22 one application only, and every unit that it costs is counted', async () => {
  await using world = await DriveWorld.make()
  const files = 50
  for (let i = 0; i < files; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
  world.drive.share(world.drive.at('file 0')!.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
  const seen = world.watch()
  await world.backup()
  expect(new Set(seen.flatMap(({ app }) => app ?? []))).toEqual(
    new Set([world.emulator.credentials.clientId]),
  )
  expect(seen.every(({ headers }) => String(headers['user-agent']).startsWith('NONISV|Holdfast|'))).toBe(true)
  const { units } = world.client.meter
  expect(units).toBeGreaterThanOrEqual(world.emulator.meter.units)
  expect(units).toBeLessThanOrEqual(1.02 * files + 5 + 5)
})

describe('F24 the licence of a person is removed: the run says why, and what is in the vault stays', () => {
  test.each([
    [
      'F24 archived',
      { ...faultPresets.failing(403, 'accessDenied', 'Access denied', 'accessRestricted') },
      'HF_ACCESS_DENIED',
    ],
    ['F24 locked', faultPresets.locked(), 'HF_ITEM_LOCKED'],
    [
      'F24 deleted',
      faultPresets.failing(404, 'itemNotFound', 'The resource could not be found.'),
      'HF_ITEM_GONE',
    ],
  ])('%s', async (_, action, code) => {
    await using world = await DriveWorld.make()
    world.drive.putFile('root', 'a', Buffer.from('a'))
    const { snapshotId } = await world.backup()
    const before = await world.snapshotTree()
    world.emulator.faults.add({ match: { drive: world.drive.id }, action })
    await expect(world.backup()).rejects.toMatchObject({ code })
    await expect(world.backup({ full: true })).rejects.toMatchObject({ code })
    expect(await world.repository.snapshots()).toMatchObject([{ id: snapshotId }])
    const successor = world.emptyDrive('Successor')
    await restoreToDrive({ snapshot: await world.open(), target: world.client, driveId: successor.id })
    expect(await world.driveTree(successor)).toEqual(before)
  })
})

// Listed only: the rule keeps all but a few from being fetched.
test.each([
  ['by delta', true],
  ['folder after folder', false],
])('F25 a folder of very many files, with empty pages in between, is listed whole (%s)', async (_, delta) => {
  await using world = await DriveWorld.make({ delta })
  const files = LARGE ? 120_000 : 12_000
  const folder = world.drive.createFolder('root', 'many')
  const nothing = Buffer.alloc(0)
  for (let i = 0; i < files - 3; i++) world.drive.putFile(folder.id, `${i}.log`, nothing)
  for (let i = 0; i < 3; i++) world.drive.putFile(folder.id, `${i}.txt`, Buffer.from(`content ${i}`))
  world.emulator.faults.quirk('delta-empty-page', { when: { times: 1 } })
  world.emulator.faults.quirk('children-empty-page', { when: { every: 5 } })
  const result = await world.backup({ exclusions: new Exclusions({ extensions: ['log'] }) })
  expect(result.counts).toMatchObject({ files: 3, excluded: files - 3, folders: 1 })
  expect(result.completeness).toMatchObject({ listedFiles: files, quotaFiles: files, findings: [] })
  expect([...(await world.snapshotTree()).keys()]).toEqual(['many', 'many/0.txt', 'many/1.txt', 'many/2.txt'])
})
