import { systemClock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { takeStock } from '../../src/backup/completeness.ts'
import { FailureLedger } from '../../src/backup/failure-ledger.ts'
import { type DriveSource, Exclusions } from '../../src/index.ts'
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

test('F12 "success, 0 items": a later run that takes everything away from a drive in use is an error, too', async () => {
  await using world = await DriveWorld.make()
  const file = world.drive.putFile('root', 'a', Buffer.from('a'))
  await world.backup()
  const deltaLink = `${world.emulator.graphRoot}/drives/${world.drive.id}/root/delta?token=x`
  const value = [{ id: file.id, deleted: { state: 'deleted' } }]
  world.emulator.faults.add({
    match: { route: 'items.delta' },
    action: { kind: 'reply', status: 200, json: { value, '@odata.deltaLink': deltaLink } },
  })
  await expect(world.backup()).rejects.toMatchObject({ code: 'HF_DRIVE_LOOKS_EMPTY' })
  expect(await world.repository.snapshots()).toHaveLength(1)
  world.emulator.faults.clear()
  expect((await world.backup()).outcome).toBe('unchanged')
  // Really emptied: that is a snapshot like any other.
  world.drive.delete(file.id)
  expect(await world.backup()).toMatchObject({ outcome: 'saved', counts: { files: 0 } })
})

test('F12 "success, 0 items": a drive that was empty and is in use, of which delta tells nothing, is an error', async () => {
  await using world = await DriveWorld.make()
  await world.backup()
  expect((await world.backup()).outcome).toBe('unchanged')
  const quiet = await world.client.delta(world.drive.id, {})[Symbol.asyncIterator]().next()
  world.drive.putFile('root', 'a', Buffer.from('a'))
  world.emulator.faults.add({
    match: { route: 'items.delta' },
    action: { kind: 'reply', status: 200, json: { value: [], '@odata.deltaLink': quiet.value.deltaLink } },
  })
  await expect(world.backup()).rejects.toMatchObject({ code: 'HF_DRIVE_LOOKS_EMPTY' })
})

test('each file that is not in the snapshot has a reason, by rule or by failure', async () => {
  await using world = await DriveWorld.make()
  for (let i = 0; i < 4; i++) world.drive.putFile('root', `file ${i}`, Buffer.from(`content ${i}`))
  world.drive.putFile('root', 'left out.tmp', Buffer.from('left out'))
  world.drive.setMalware(world.drive.at('file 2')!.id)
  const { completeness, counts } = await world.backup({
    exclusions: new Exclusions({ extensions: ['.tmp'] }),
  })
  expect(counts).toMatchObject({ files: 3, excluded: 1, failed: 1 })
  expect(completeness).toMatchObject({
    listedFiles: 5,
    quotaFiles: 5,
    leftOutFiles: 2,
    excludedFiles: 1,
    failedFiles: 1,
    findings: [],
  })
  const opened = await world.open()
  const drive = await world.client.drive(world.drive.id)
  const table = await opened.itemTable()
  const folders = { suspected: [], accepted: [] }
  const noFailures = { ledger: new FailureLedger(systemClock), folders }
  expect(takeStock(table, drive, noFailures).completeness.findings).toEqual([
    'Files that are not in the snapshot as they are now, without a rule or a failure that says why: 1.',
  ])
})

test('a drive that does not count its files is compared by bytes', async () => {
  await using world = await DriveWorld.make()
  world.drive.putFile('root', 'file', Buffer.alloc(1000))
  await world.backup()
  const table = await (await world.open()).itemTable()
  const reasons = { ledger: new FailureLedger(systemClock), folders: { suspected: [], accepted: [] } }
  const findings = (quota: object): readonly string[] =>
    takeStock(table, { id: world.drive.id, quota }, reasons).completeness.findings
  expect(findings({ used: 1900 })).toEqual([])
  expect(findings({ used: 5000, deleted: 4000 })).toEqual([])
  expect(findings({ used: 5000 })).toEqual([expect.stringContaining('4.88 KiB')])
  // What some services give for drives of others.
  expect(findings({ used: '5000' })).toEqual([])
  expect(findings({ used: -1, fileCount: 0 })).toEqual([])
})
