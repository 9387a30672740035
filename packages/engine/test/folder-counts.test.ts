import type { DriveItem } from '@holdfast/graph'
import { expect, test } from 'vitest'
import type { DriveSource } from '../src/index.ts'
import { DriveWorld } from './drive-world.ts'

/** A source whose folders say of their children what `told` makes of the truth. */
function telling(
  world: DriveWorld,
  told: (folder: DriveItem, childCount: number, by: 'delta' | 'item') => number,
): DriveSource {
  const changed = (item: DriveItem, by: 'delta' | 'item'): DriveItem =>
    item.folder ? { ...item, folder: { childCount: told(item, item.folder.childCount ?? 0, by) } } : item
  return new Proxy<DriveSource>(world.client, {
    get: (client, name: keyof DriveSource) => {
      if (name === 'delta')
        return async function* (...args: Parameters<DriveSource['delta']>) {
          for await (const page of client.delta(...args))
            yield { ...page, items: page.items.map((item) => changed(item, 'delta')) }
        }
      if (name === 'item')
        return async (...args: Parameters<DriveSource['item']>) => changed(await client.item(...args), 'item')
      return client[name].bind(client)
    },
  })
}

async function folderWithFiles(world: DriveWorld, name: string, files = 3): Promise<string> {
  const folder = world.drive.createFolder('root', name)
  for (let i = 0; i < files; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from(`${name} ${i}`))
  return folder.id
}

test('a lost tombstone: its folder is suspected when it is next heard of, and the run after lists the drive anew', async () => {
  await using world = await DriveWorld.make()
  const folder = await folderWithFiles(world, 'Plans')
  await world.backup()
  const lost = world.drive.at('Plans/file 1')!.id
  world.emulator.faults.quirk('delta-missing-tombstone', { match: { item: lost } })
  world.drive.delete(lost)
  await world.backup()
  // Nobody can know yet.
  expect((await world.snapshotTree()).has('Plans/file 1')).toBe(true)
  world.drive.replaceContent(world.drive.at('Plans/file 2')!.id, Buffer.from('new'))
  const seen = world.watch()
  const suspecting = await world.backup()
  expect(seen.filter(({ route }) => route === 'items.get')).toHaveLength(1)
  expect(suspecting.warnings).toEqual([
    'The folder Plans counts 2 items, its listing has 3. The next run lists the whole drive anew.',
  ])
  const { folderCounts } = await (await world.open()).driveState()
  expect(folderCounts).toEqual({ suspected: [{ id: folder, counted: 2, listed: 3 }], accepted: [] })
  const next = await world.backup()
  expect(next).toMatchObject({ enumerated: true, warnings: [], changes: { deleted: 1, fetched: 0 } })
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  expect((await world.backup()).outcome).toBe('unchanged')
})

test('a lost tombstone in a run that brings nothing else is not forgotten', async () => {
  await using world = await DriveWorld.make()
  await folderWithFiles(world, 'Plans')
  const kept = await folderWithFiles(world, 'Kept')
  await world.backup()
  world.emulator.faults.quirk('delta-missing-tombstone', { when: { times: 1 } })
  world.drive.delete(world.drive.at('Plans/file 1')!.id)
  // What changes only repeats the folder, so that the table stays as it is.
  world.drive.update(world.drive.at('Plans')!.id, { description: 'x' })
  expect((await world.backup()).warnings).toHaveLength(1)
  expect(await world.backup()).toMatchObject({ enumerated: true, warnings: [] })
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
  expect(world.drive.item(kept)).toBeDefined()
})

test('where all folders agree no request is made, and a quiet drive costs one', async () => {
  await using world = await DriveWorld.make()
  for (let i = 0; i < 5; i++) await folderWithFiles(world, `Folder ${i}`)
  const seen = world.watch()
  await world.backup()
  world.drive.putFile(world.drive.at('Folder 1')!.id, 'more', Buffer.from('more'))
  world.drive.delete(world.drive.at('Folder 2/file 0')!.id)
  expect((await world.backup()).warnings).toEqual([])
  expect(seen.filter(({ route }) => route === 'items.get')).toEqual([])
  const before = seen.length
  await world.backup()
  expect(seen).toHaveLength(before + 1)
})

test('a folder that Microsoft counts wrong makes the drive be listed once, not for ever', async () => {
  await using world = await DriveWorld.make()
  const folder = await folderWithFiles(world, 'Plans')
  await folderWithFiles(world, 'Other')
  const source = telling(world, ({ id }, count) => (id === folder ? count + 2 : count))
  expect((await world.backup({ source })).warnings).toEqual([
    'The folder Plans counts 5 items, its listing has 3. The next run lists the whole drive anew.',
  ])
  expect(await world.backup({ source })).toMatchObject({
    enumerated: true,
    warnings: [
      'The folder Plans counts 5 items, its listing has 3. It was so again when the whole drive was listed anew.',
    ],
  })
  expect(await world.backup({ source })).toMatchObject({
    outcome: 'unchanged',
    warnings: [expect.any(String)],
  })
  // Its next change brings no new suspicion; a further difference does.
  const more = world.drive.putFile(folder, 'more', Buffer.from('more'))
  expect(await world.backup({ source })).toMatchObject({ enumerated: false, outcome: 'saved' })
  world.drive.putFile(world.drive.at('Other')!.id, 'elsewhere', Buffer.from('elsewhere'))
  expect((await world.backup({ source })).warnings).toHaveLength(1)
  expect(await world.backup({ source })).toMatchObject({ enumerated: false, outcome: 'unchanged' })
  world.emulator.faults.quirk('delta-missing-tombstone', { when: { times: 1 } })
  world.drive.delete(more.id)
  world.drive.putFile(folder, 'a', Buffer.from('a'))
  await world.backup({ source })
  expect((await world.backup({ source })).enumerated).toBe(true)
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})

test.each([
  ['always 0', () => 0],
  ['one too few', (count: number) => count - 1],
])(
  'numbers of a listing that the folders themselves do not confirm (%s) are no finding, for three requests',
  async (_, wrong) => {
    await using world = await DriveWorld.make()
    for (let i = 0; i < 6; i++) await folderWithFiles(world, `Folder ${i}`)
    const source = telling(world, (_, count, by) => (by === 'delta' ? wrong(count) : count))
    const seen = world.watch()
    expect((await world.backup({ source })).warnings).toEqual([])
    expect(seen.filter(({ route }) => route === 'items.get')).toHaveLength(3)
    expect((await world.backup({ source })).outcome).toBe('unchanged')
  },
)

test('a folder that changes while it is asked about is no finding', async () => {
  await using world = await DriveWorld.make()
  const folder = await folderWithFiles(world, 'Plans')
  const source = telling(world, ({ id }, count, by) =>
    id === folder ? count + (by === 'delta' ? 1 : 4) : count,
  )
  expect((await world.backup({ source })).warnings).toEqual([])
})
