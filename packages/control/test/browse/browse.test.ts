import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Actor,
  downloadFile,
  downloadZip,
  findByName,
  listSnapshots,
  newId,
  previewPersonExclusions,
  readFolder,
  versionsOf,
} from '../../src/index.ts'
import { JobWorld, type Protected } from '../jobs/job-world.ts'
import { actor, auditOf } from '../rows.ts'

const admin = actor('cloud-administrator')

/** Adele's drive in three snapshots: a plan is changed, a note comes and goes. */
let world: JobWorld
let adele: Protected
beforeAll(async () => {
  world = await JobWorld.make()
  adele = await world.person('adele', 0)
  await world.work()
  const drive = adele.user.drive!
  const folder = drive.createFolder('root', 'Plans').id
  drive.putFile(folder, 'Bridge.txt', Buffer.from('first plan'))
  drive.putFile('root', 'b10.txt', Buffer.from('ten'))
  drive.putFile('root', 'b9.txt', Buffer.from('nine, and longer'))
  await world.backUp(adele)
  drive.putFile(folder, 'Bridge.txt', Buffer.from('second plan'))
  const note = drive.putFile('root', 'Note.txt', Buffer.from('note'))
  await world.backUp(adele)
  drive.delete(note.id)
  await world.backUp(adele)
})
afterAll(() => world[Symbol.asyncDispose]())

describe('looking into a backup', () => {
  test('shows the snapshots, newest first, page by page', async () => {
    const { snapshots, next } = await listSnapshots(world, admin, adele.personId, { limit: 2 })
    expect(snapshots.map(({ items }) => items)).toEqual([4, 5])
    const rest = await listSnapshots(world, admin, adele.personId, { limit: 2, cursor: next })
    expect(rest.snapshots.map(({ items }) => items)).toEqual([4])
    expect(rest.next).toBeUndefined()
  })

  test('shows folders first, then names as people sort them, or by size', async () => {
    const names = async (query: object) => {
      const { entries } = await readFolder(world, admin, adele.personId, 'latest', query)
      return entries.map(({ name }) => name)
    }
    expect(await names({})).toEqual(['Plans', 'b9.txt', 'b10.txt'])
    expect(await names({ sort: 'size' })).toEqual(['Plans', 'b10.txt', 'b9.txt'])
    expect(await names({ sort: 'size', order: 'descending' })).toEqual(['Plans', 'b9.txt', 'b10.txt'])
    expect(await names({ path: 'plans' })).toEqual(['Bridge.txt'])
    const page = await readFolder(world, admin, adele.personId, 'latest', { limit: 2 })
    expect(page).toMatchObject({ total: 3, next: '2' })
  })

  test('says what is wrong with a path', async () => {
    const read = (path: string) => readFolder(world, admin, adele.personId, 'latest', { path })
    await expect(read('Nothing')).rejects.toMatchObject({ code: 'HF_PATH_UNKNOWN' })
    await expect(read('b9.txt')).rejects.toMatchObject({ code: 'HF_NOT_A_FOLDER' })
    await expect(read('b9.txt/x')).rejects.toMatchObject({ code: 'HF_PATH_UNKNOWN' })
    const file = (path: string) =>
      downloadFile(world, admin, { personId: adele.personId, snapshot: 'latest', path })
    await expect(file('Plans')).rejects.toMatchObject({ code: 'HF_NOT_A_FILE' })
    const zip = downloadZip(world, admin, {
      personId: adele.personId,
      snapshot: 'latest',
      paths: ['b9.txt', 'no'],
    })
    await expect(zip).rejects.toMatchObject({ code: 'HF_PATH_UNKNOWN' })
    await expect(file('/')).rejects.toMatchObject({ code: 'HF_NOT_A_FILE' })
  })

  test('refused an archive of what is not there with a hint for the command line', async () => {
    const zip = (...paths: string[]) =>
      downloadZip(world, admin, { personId: adele.personId, snapshot: 'latest', paths })
    await expect(zip('b9.txt', 'Nothing')).rejects.toMatchObject({ code: 'HF_PATH_UNKNOWN' })
    await expect(zip('..\\..\\windows')).rejects.toMatchObject({ code: 'HF_PATH_UNKNOWN' })
  })

  test('knows nothing of the snapshot of somebody else, or of none', async () => {
    const other = await world.person('ben')
    await world.backUp(other)
    const { snapshots } = await listSnapshots(world, admin, other.personId)
    await expect(readFolder(world, admin, adele.personId, snapshots[0]!.id)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    await expect(listSnapshots(world, admin, newId(world.control))).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    const never = await world.person('never')
    await expect(readFolder(world, admin, never.personId, 'latest')).rejects.toMatchObject({
      code: 'HF_NO_BACKUP',
    })
  })

  test('finds by name over all snapshots, each content once', async () => {
    const find = async (name: string) => (await findByName(world, admin, adele.personId, { name })).found
    expect((await find('bridge')).map(({ path, size }) => [path, size])).toEqual([
      ['Plans/Bridge.txt', 11],
      ['Plans/Bridge.txt', 10],
    ])
    expect((await find('NOTE')).map(({ path }) => path)).toEqual(['Note.txt'])
    expect((await find('b?.txt')).map(({ path }) => path)).toEqual(['b9.txt'])
    expect(await find('(')).toEqual([])
    const oldest = (await listSnapshots(world, admin, adele.personId)).snapshots.at(-1)!.id
    const inOldest = await findByName(world, admin, adele.personId, { name: 'bridge', snapshot: oldest })
    expect(inOldest).toMatchObject({ found: [{ size: 10, snapshotId: oldest }], snapshotsSearched: 1 })
    const cut = await findByName(world, admin, adele.personId, { name: '*', limit: 2 })
    expect(cut).toMatchObject({ isCut: true })
    expect(cut.found).toHaveLength(2)
  })

  test('tells what a list of exclusions would leave out of the newest backup', async () => {
    const preview = (lists: object) => previewPersonExclusions(world, admin, adele.personId, lists)
    expect(await preview({ folders: 'plans', names: 'b9.txt; nothing.txt' })).toEqual({
      files: 3,
      bytes: 30,
      excludedFiles: 2,
      excludedBytes: 27,
      rules: [
        { rule: 'file name b9.txt', files: 1, bytes: 16, examples: ['b9.txt'] },
        { rule: 'folder Plans', files: 1, bytes: 11, examples: ['Plans/Bridge.txt'] },
      ],
    })
    expect(await preview({})).toMatchObject({ files: 3, excludedFiles: 0, rules: [] })
    await expect(preview({ folders: '..' })).rejects.toMatchObject({ code: 'HF_INVALID' })
  })

  test('tells the contents that a file had', async () => {
    const versions = await versionsOf(world, admin, adele.personId, { path: 'Plans/Bridge.txt' })
    expect(versions.map(({ size }) => size)).toEqual([11, 10])
    expect(versions[0]!.takenAt.getTime()).toBeGreaterThan(versions[0]!.since.getTime())
    expect(await versionsOf(world, admin, adele.personId, { path: 'nowhere' })).toEqual([])
  })

  test('gives a file to the byte, as it was in an older snapshot', async () => {
    const { snapshots } = await listSnapshots(world, admin, adele.personId)
    const choice = { personId: adele.personId, snapshot: snapshots.at(-1)!.id, path: 'Plans/Bridge.txt' }
    const download = await downloadFile(world, admin, choice)
    expect(download).toMatchObject({ name: 'Bridge.txt', size: 10 })
    expect(await text(download.stream)).toBe('first plan')
    const audited = (await auditOf(world.control)).findLast(({ action }) => action === 'data.downloaded')
    expect(audited).toMatchObject({ personId: adele.personId, details: { snapshot: choice.snapshot } })
    expect(JSON.stringify(audited)).not.toContain('Bridge')
  })

  test('gives folders as an archive, which then stands among the jobs', async () => {
    const choice = { personId: adele.personId, snapshot: 'latest', paths: ['Plans', 'b9.txt'] }
    const { name, stream } = await downloadZip(world, admin, choice)
    expect(name).toBe('adele.zip')
    const bytes = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>))
    // That any unpacker reads the archive is tested where it is made.
    for (const part of ['Plans/Bridge.txt', 'b9.txt']) expect(bytes.includes(part)).toBe(true)
    expect(bytes.includes('b10.txt')).toBe(false)
    await expect
      .poll(() => world.control.sql.selectFrom('job').selectAll().where('kind', '=', 'restore').execute())
      .toMatchObject([{ state: 'succeeded', result: { restored: 2, failures: 0 }, requestedBy: admin.id }])
  })
})

/** Every way to somebody's data. */
const WAYS: Readonly<Record<string, (who: Actor, personId: string) => Promise<unknown>>> = {
  snapshots: (who, id) => listSnapshots(world, who, id),
  folder: (who, id) => readFolder(world, who, id, 'latest'),
  find: (who, id) => findByName(world, who, id, { name: 'b' }),
  exclusions: (who, id) => previewPersonExclusions(world, who, id, { extensions: 'txt' }),
  versions: (who, id) => versionsOf(world, who, id, { path: 'b9.txt' }),
  file: async (who, id) =>
    (await downloadFile(world, who, { personId: id, snapshot: 'latest', path: 'b9.txt' })).stream.destroy(),
  zip: async (who, id) =>
    (await downloadZip(world, who, { personId: id, snapshot: 'latest', paths: [] })).stream.destroy(),
}

describe.each(Object.entries(WAYS))('privacy on the way “%s”', (_, way) => {
  /** Administrators may | the person may edit | the person's word | so administrators may. */
  test.each([
    [true, true, null, true],
    [true, true, false, false],
    [true, false, false, true],
    [false, true, true, true],
    [false, true, null, false],
    [false, false, true, false],
  ])(
    'admin access %s, person may edit %s, the person says %s',
    async (adminAccess, personMayEdit, word, may) => {
      const { sql } = world.control
      const { settings } = await sql.selectFrom('profile').select('settings').executeTakeFirstOrThrow()
      await sql
        .updateTable('profile')
        .set({ settings: JSON.stringify({ ...settings, privacy: { adminAccess, personMayEdit } }) })
        .execute()
      await sql.updateTable('person').set({ adminAccess: word }).where('id', '=', adele.personId).execute()
      const outcome = async (who: Actor) =>
        await way(who, adele.personId).then(
          () => 'allowed',
          ({ code }: { code: string }) => code,
        )
      const bound = may ? 'allowed' : 'HF_PRIVACY_BLOCKED'
      expect(await outcome(actor('cloud-administrator'))).toBe(bound)
      expect(await outcome(actor('help-desk'))).toBe(bound)
      expect(await outcome(actor('profile-administrator', { profiles: [newId(world.control)] }))).toBe(
        'HF_NOT_FOUND',
      )
      expect(await outcome(actor('auditor'))).toBe('HF_FORBIDDEN')
      expect(await outcome(actor('person', { personId: adele.personId }))).toBe('allowed')
      expect(await outcome(actor('person', { personId: newId(world.control) }))).toBe('HF_NOT_FOUND')
      const before = (await auditOf(world.control)).length
      expect(await outcome(actor('legal-officer'))).toBe('allowed')
      if (!may) {
        const [entry] = (await auditOf(world.control)).slice(before)
        expect(entry).toMatchObject({ personId: adele.personId, details: { overridesPrivacy: true } })
      }
    },
  )
})
