import { describe, expect, test } from 'vitest'
import type { DriveSource } from '../../src/index.ts'
import { DriveWorld } from '../drive-world.ts'
import { listingContract } from './listing-contract.ts'

describe('a drive that is listed by delta', () => {
  listingContract({ delta: true })
})

test('F02 a listing that lacks files is compared with the drive’s own count, not with itself', async () => {
  await using world = await DriveWorld.make()
  for (let i = 0; i < 5; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
  const source = new Proxy<DriveSource>(world.client, {
    get: (client, name: keyof DriveSource) =>
      name === 'delta'
        ? async function* (...args: Parameters<DriveSource['delta']>) {
            for await (const page of client.delta(...args))
              yield { ...page, items: page.items.filter(({ file }) => !file).concat(page.items.slice(-1)) }
          }
        : client[name].bind(client),
  })
  const { completeness, counts } = await world.backup({ source })
  expect(counts.files).toBe(1)
  expect(completeness.quotaFiles).toBe(5)
  expect(completeness.findings).not.toEqual([])
})

test('F08 a shared folder that moved: its files do not look shared by themselves, and are not asked about', async () => {
  await using world = await DriveWorld.make()
  const folder = world.drive.createFolder('root', 'shared')
  for (let i = 0; i < 20; i++) world.drive.putFile(folder.id, `file ${i}`, Buffer.from(`content ${i}`))
  world.drive.share(folder.id, { roles: ['read'], grantedTo: { displayName: 'Bob' } })
  world.drive.share(world.drive.at('shared/file 3')!.id, {
    roles: ['write'],
    grantedTo: { displayName: 'Eve' },
  })
  await world.backup()
  world.drive.move(folder.id, world.drive.createFolder('root', 'elsewhere').id)
  const seen = world.watch()
  expect((await world.backup()).changes).toMatchObject({ added: 1, changed: 1, fetched: 0 })
  expect(seen.filter(({ route }) => route === 'permissions.list')).toHaveLength(1)
  expect(await Array.fromAsync((await world.open()).permissions())).toHaveLength(2)
})

test('F11 the drives of a person change: a vault takes its own drive only, and keeps what it has', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'a', Buffer.from('a'))
  const { snapshotId } = await world.backup()
  const before = await world.snapshotTree()
  const another = world.emptyDrive('Another drive')
  another.putFile('root', 'x', Buffer.from('x'))
  await expect(world.backup({ driveId: another.id })).rejects.toMatchObject({ code: 'HF_WRONG_VAULT' })
  expect(await world.repository.snapshots()).toMatchObject([{ id: snapshotId }])
  expect(await world.snapshotTree()).toEqual(before)
})

test('F12 "success, 0 items": no items at all in a drive that is in use is an error', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'a', Buffer.from('a'))
  const deltaLink = `${world.emulator.graphRoot}/drives/${world.drive.id}/root/delta?token=x`
  world.emulator.faults.add({
    match: { route: 'items.delta' },
    action: { kind: 'reply', status: 200, json: { value: [], '@odata.deltaLink': deltaLink } },
  })
  await expect(world.backup()).rejects.toMatchObject({ code: 'HF_DRIVE_LOOKS_EMPTY' })
  expect(await world.repository.snapshots()).toEqual([])
})

test('F38 a person, or the whole domain, gets another name: nothing is downloaded, the vault goes on', async () => {
  await using world = await DriveWorld.make()
  const { directory } = world.emulator.tenant
  for (let i = 0; i < 5; i++) world.drive.putFile('root', `file ${i}`, { seed: i, size: 1000 })
  await world.backup()
  directory.update(world.drive.owner.id, { userPrincipalName: 'adele.smith@fabrikam.example' })
  Object.assign(world.drive.owner, { userPrincipalName: 'adele.smith@fabrikam.example' })
  const lookup = await world.client.findDrive('adele.smith@fabrikam.example')
  expect(lookup).toMatchObject({ state: 'found', drive: { id: world.drive.id } })
  expect((await world.backup()).outcome).toBe('unchanged')
  // Also when the change of the site's address made Microsoft drop the token.
  world.emulator.faults.quirk('delta-gone', { when: { times: 1 } })
  const seen = world.watch()
  expect(await world.backup()).toMatchObject({ enumerated: true, bytes: { downloaded: 0 } })
  expect(seen.filter(({ route }) => /content|download/.test(route))).toEqual([])
  expect(await world.snapshotTree()).toEqual(await world.driveTree())
})
