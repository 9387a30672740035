import { expect, test } from 'vitest'
import type { DriveSource } from '../../src/index.ts'
import { DriveWorld } from '../drive-world.ts'

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
