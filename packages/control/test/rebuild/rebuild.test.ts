import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenedSnapshot } from '@holdfast/engine'
import type { Snapshot } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import {
  type Actor,
  type Control,
  createControl,
  derivedVaultKeys,
  ensureDefaultProfile,
  lastSync,
  listPeople,
  newId,
  now,
  type RebuildResult,
  rebuild,
  retentionJob,
  syncDirectory,
  VaultStore,
} from '../../src/index.ts'
import { readState } from '../../src/rebuild/recovered-state.ts'
import { JobWorld, type Protected, shortWaits, VAULT_KEYS } from '../jobs/job-world.ts'
import { actor, auditOf, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'
import { retime } from '../upkeep/aged-vault.ts'
import { backUp, runJob, vaultRow } from '../upkeep/run-job.ts'

/** Where the vaults of a world lie. */
async function placeOf({ control }: JobWorld): Promise<string> {
  const { settings } = await control.sql.selectFrom('storage').select('settings').executeTakeFirstOrThrow()
  return (settings as { path: string }).path
}

/** An empty database beside the one that counts as lost, in the same world. */
async function newDatabase(world: JobWorld) {
  const empty = await testControl()
  const control = createControl(empty.database)
  const vaults = new VaultStore(control, VAULT_KEYS, shortWaits)
  const path = await placeOf(world)
  return {
    control,
    vaults,
    /** The same organisation and storage, with the new database. */
    world: Object.assign(Object.create(world), { control, vaults }) as JobWorld,
    rebuild: (as?: Actor): Promise<RebuildResult> =>
      rebuild(control, vaults, { storagePaths: [path], ...(as && { actor: as }) }),
    [Symbol.asyncDispose]: () => empty[Symbol.asyncDispose](),
  }
}

async function snapshotsOf({ sql }: Control) {
  return await sql
    .selectFrom('snapshot')
    .select(['id', 'vaultId', 'takenAt', 'items', 'bytes', 'addedBytes', 'forgottenAt'])
    .orderBy('id')
    .execute()
}

async function drivesOf({ sql }: Control) {
  return await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select(['principalName', 'displayName', 'directoryId', 'vaultId', 'driveId', 'items', 'bytes'])
    .select(['onedrive.state', 'lastStatus', 'lastSuccessAt', 'firstStartedAt'])
    .orderBy('principalName')
    .execute()
}

const usageOf = async ({ sql }: Control) =>
  await sql
    .selectFrom('usageFact')
    .innerJoin('onedrive', 'onedrive.id', 'usageFact.onedriveId')
    .select(['vaultId', 'fileType', 'sizeClass', 'ageClass', 'usageFact.items', 'usageFact.bytes'])
    .orderBy('vaultId')
    .orderBy('fileType')
    .execute()

/** Three people with several backups each, one of them with folders and an empty drive's worth of nothing. */
async function history(world: JobWorld): Promise<Protected[]> {
  const people = [
    await world.person('adele', 4),
    await world.person('ben', 2),
    await world.person('carla', 1),
  ]
  for (const person of people) {
    await backUp(world, person)
    const folder = person.user.drive!.createFolder('root', 'Documents')
    person.user.drive!.putFile(folder.id, 'plan.docx', Buffer.from('a plan'))
    await backUp(world, person)
    person.user.drive!.delete(folder.id)
    person.user.drive!.putFile('root', 'last.xlsx', Buffer.from('1;2;3'))
    await backUp(world, person)
  }
  return people
}

describe('rebuilding the database from storage', () => {
  test('gives the same people, drives and snapshots; the directory and the next backup take over without new data', async () => {
    await using world = await JobWorld.make()
    const people = await history(world)
    await using lost = await newDatabase(world)
    const result = await lost.rebuild()
    expect(result).toEqual({
      storages: 1,
      vaults: 3,
      restored: { storages: 1, vaults: 3, people: 3, onedrives: 3, snapshots: 9 },
      unattached: [],
      empty: [],
      foreign: [],
      damaged: [],
    })
    expect(await snapshotsOf(lost.control)).toEqual(await snapshotsOf(world.control))
    expect(await usageOf(lost.control)).toEqual(await usageOf(world.control))
    const before = await drivesOf(world.control)
    expect(await drivesOf(lost.control)).toEqual(
      before.map(({ firstStartedAt, ...drive }) => ({
        ...drive,
        directoryId: drive.directoryId?.toLowerCase(),
        firstStartedAt: expect.any(Date),
      })),
    )
    const { people: listed } = await listPeople(lost.control, cloud)
    expect(listed.map(({ displayName, state, profileName }) => [displayName, state, profileName])).toEqual(
      ['adele', 'ben', 'carla'].map((name) => [name, 'preserved', 'Default']),
    )
    for (const { vaultId } of before) {
      const [old, restored] = [
        await vaultRow(world.control, vaultId!),
        await vaultRow(lost.control, vaultId!),
      ]
      expect(restored).toMatchObject({
        path: old.path,
        repositoryId: old.repositoryId,
        driveId: old.driveId,
        storedBytes: old.storedBytes,
        pruneWanted: true,
      })
    }

    // Ben has left meanwhile; the others are confirmed by the directory.
    world.emulator.tenant.directory.update(people[1]!.user.id, { accountEnabled: false })
    expect(await syncDirectory(lost.control, world.client)).toMatchObject({
      reactivated: 2,
      added: 0,
      preserved: 0,
      skipped: [],
    })
    expect((await lastSync(lost.control, cloud))?.full).toBe(true)
    const states = (await listPeople(lost.control, cloud)).people.map(({ state }) => state)
    expect(states).toEqual(['active', 'preserved', 'active'])
    const folder = join(await placeOf(world), 'vaults')
    const stored = readdirSync(folder, { recursive: true }).sort()
    const drives = await lost.control.sql
      .selectFrom('onedrive')
      .innerJoin('person', 'person.id', 'onedrive.personId')
      .select(['onedrive.id', 'onedrive.personId', 'onedrive.vaultId'])
      .where('person.state', '=', 'active')
      .execute()
    for (const { id, personId, vaultId } of drives) {
      const user = people[0]!.user
      expect(await backUp(lost.world, { user, onedriveId: id, personId })).toBe(vaultId)
    }
    const jobs = await lost.control.sql.selectFrom('job').select('result').execute()
    for (const { result: done } of jobs) expect(done).toMatchObject({ outcome: 'unchanged' })
    expect(jobs).toHaveLength(2)
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(stored)
  })

  test('can be repeated, and stopped in between: nothing comes twice', async () => {
    await using world = await JobWorld.make()
    await history(world)
    await using lost = await newDatabase(world)
    const stop = new AbortController()
    const path = await placeOf(world)
    await expect(
      rebuild(lost.control, lost.vaults, {
        storagePaths: [path],
        signal: stop.signal,
        onProgress: ({ done }) => {
          if (done === 1) stop.abort(new Error('stopped'))
        },
      }),
    ).rejects.toThrow('stopped')
    expect(await drivesOf(lost.control)).toHaveLength(1)
    expect(await lost.rebuild()).toMatchObject({ vaults: 3, restored: { storages: 0, people: 2, vaults: 2 } })
    const [people, snapshots] = [await drivesOf(lost.control), await snapshotsOf(lost.control)]
    expect((await lost.rebuild()).restored).toEqual({
      storages: 0,
      vaults: 0,
      people: 0,
      onedrives: 0,
      snapshots: 0,
    })
    expect(await drivesOf(lost.control)).toEqual(people)
    expect(await snapshotsOf(lost.control)).toEqual(snapshots)
  })

  test('overwrites nothing of a database that is there', async () => {
    await using world = await JobWorld.make()
    await history(world)
    const rows = async () => ({
      drives: await drivesOf(world.control),
      snapshots: await snapshotsOf(world.control),
      people: await world.control.sql.selectFrom('person').selectAll().orderBy('id').execute(),
      vaults: await world.control.sql.selectFrom('vault').selectAll().orderBy('id').execute(),
    })
    const before = await rows()
    const { control, vaults } = world
    expect((await rebuild(control, vaults)).restored).toEqual({
      storages: 0,
      vaults: 0,
      people: 0,
      onedrives: 0,
      snapshots: 0,
    })
    expect(await rows()).toEqual(before)
  })

  test('gives people whom the directory brought already their vaults, by id or by name', async () => {
    await using world = await JobWorld.make()
    await history(world)
    await using lost = await newDatabase(world)
    await ensureDefaultProfile(lost.control)
    await syncDirectory(lost.control, world.client)
    // One who was added by hand has no id in the directory.
    await lost.control.sql
      .updateTable('person')
      .set({ directoryId: null, source: 'hand', principalName: 'BEN@contoso.onmicrosoft.com' })
      .where('displayName', '=', 'ben')
      .execute()
    expect(await lost.rebuild()).toMatchObject({ restored: { people: 0, onedrives: 3, vaults: 3 } })
    const owned = async ({ control }: Pick<JobWorld, 'control'>) =>
      new Map((await drivesOf(control)).map(({ displayName, vaultId }) => [displayName, vaultId]))
    expect(await owned(lost)).toEqual(await owned(world))
    const states = await lost.control.sql.selectFrom('person').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'active' }])
  })

  test('of two vaults of a drive takes the one with the newest backup, in whatever order they come', async () => {
    await using world = await JobWorld.make()
    const { control } = world
    const adele = await world.person('adele')
    const vaults: string[] = []
    for (let i = 0; i < 3; i++) {
      vaults.push(await backUp(world, adele))
      await control.sql.updateTable('onedrive').set({ vaultId: null }).execute()
    }
    // Their ages by their names, so that the newest is neither the first nor the last.
    const sorted = vaults.toSorted()
    const times = ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', '2026-01-01T00:00:00Z']
    for (const [i, id] of sorted.entries()) {
      const repository = await world.vaults.open(id, { reason: 'upkeep' })
      await retime(repository, 'latest', { time: times[i] as string })
    }
    await using lost = await newDatabase(world)
    const { unattached, restored } = await lost.rebuild()
    expect((await drivesOf(lost.control)).map(({ vaultId }) => vaultId)).toEqual([sorted[1]])
    expect(unattached.map(({ path, reason }) => [path, reason]).sort()).toEqual([
      [`vaults/${sorted[0]}`, 'superseded'],
      [`vaults/${sorted[2]}`, 'superseded'],
    ])
    expect(restored).toMatchObject({ people: 1, onedrives: 1, vaults: 3, snapshots: 3 })
    expect((await lost.rebuild()).unattached).toHaveLength(2)
  })

  test('brings back neither what was given up nor what is deleted', async () => {
    await using world = await JobWorld.make()
    await history(world)
    await using lost = await newDatabase(world)
    await lost.rebuild()
    const [adele, ben] = await drivesOf(lost.control)
    const { sql } = lost.control
    await sql
      .updateTable('vault')
      .set({ destroyAt: now(lost.control) })
      .where('id', '=', adele!.vaultId)
      .execute()
    await sql.updateTable('onedrive').set({ vaultId: null }).execute()
    await sql.updateTable('person').set({ state: 'deleted' }).where('displayName', '=', 'ben').execute()
    const { unattached, restored } = await lost.rebuild()
    expect(unattached.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toMatchObject([
      { path: `vaults/${ben!.vaultId}`, reason: 'deleted' },
      { path: `vaults/${adele!.vaultId}`, reason: 'given-up' },
    ])
    expect(restored).toMatchObject({ onedrives: 1, people: 0 })
  })

  test('lists what is damaged or no vault of this server, and goes on', async () => {
    await using world = await JobWorld.make()
    const people = await history(world)
    const place = await placeOf(world)
    const folder = join(place, 'vaults')
    const ids = await Promise.all(people.map(async (one) => (await world.onedrive(one)).vaultId!))
    // Adele: the newest snapshot is no longer one. Ben: the config is gone. Carla is well.
    const newest = (await (await world.vaults.open(ids[0]!, { reason: 'upkeep' })).findSnapshot('latest')).id
    overwrite(join(folder, ids[0]!, 'snapshots', newest), 'nothing')
    rmSync(join(folder, ids[1]!, 'config'))
    const alien = newId(world.control)
    const other = new VaultStore({ ...world.control }, derivedVaultKeys(Buffer.alloc(32, 8)), shortWaits)
    cpSync(join(folder, ids[2]!), join(folder, alien), { recursive: true })
    mkdirSync(join(folder, 'lost+found'))
    mkdirSync(join(folder, newId(world.control)))
    await using lost = await newDatabase(world)
    const result = await lost.rebuild()
    expect(result).toMatchObject({
      vaults: 2,
      restored: { people: 2, onedrives: 2, snapshots: 2 + 3 },
      foreign: ['vaults/lost+found'],
      empty: [expect.stringMatching(/^vaults\//)],
    })
    expect(result.damaged.map(({ path, code }) => [path.slice('vaults/'.length), code]).sort()).toEqual(
      [
        [ids[1], 'HF_NO_REPOSITORY'],
        [alien, 'HF_WRONG_MASTER_KEY'],
      ].sort(),
    )
    // With another secret nothing can be opened, and nothing is changed.
    await using secretless = await newDatabase(world)
    const without = await rebuild(secretless.control, other, { storagePaths: [place] })
    expect(without).toMatchObject({ vaults: 0, restored: { people: 0, vaults: 0 } })
    expect(without.damaged).toHaveLength(4)
  })

  test('of a vault with a damaged index brings back what can be read, and says that more is damaged', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const vaultId = await backUp(world, adele)
    const repository = await world.vaults.open(vaultId, { reason: 'upkeep' })
    const [first] = await repository.listIds('index')
    adele.user.drive!.putFile('root', 'more.txt', Buffer.from('more'))
    await backUp(world, adele)
    overwrite(join(repository.storage.location, 'index', first as string), 'nothing')
    await using lost = await newDatabase(world)
    const result = await lost.rebuild()
    expect(result).toMatchObject({
      restored: { people: 1, onedrives: 1, snapshots: 2 },
      damaged: [{ path: `vaults/${vaultId}`, code: 'HF_DAMAGED_FILE', restored: true }],
    })
  })

  test('needs the right to change the organisation, and a storage that is there', async () => {
    await using world = await JobWorld.make()
    await using lost = await newDatabase(world)
    await expect(lost.rebuild(actor('profile-administrator'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await expect(lost.rebuild(actor('auditor'))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    await expect(lost.rebuild(cloud)).rejects.toMatchObject({ code: 'HF_STORAGE_UNREACHABLE' })
  })

  test('stands in the audit trail, and the vaults are kept in order from then on', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const vaultId = await backUp(world, adele)
    await using lost = await newDatabase(world)
    await lost.rebuild(cloud)
    const trail = (await auditOf(lost.control)).map(({ action }) => action)
    expect(trail).toEqual(['profile.created', 'person.recovered', 'database.rebuilt'])
    const { control, vaults } = lost
    const outcome = await runJob(control, 'retention', retentionJob({ control, vaults }), {
      request: { vaultId },
    })
    expect(outcome.result).toMatchObject({ kept: 1, found: 0, missing: 0, pruned: { outcome: 'pruned' } })
    expect(await vaultRow(control, vaultId)).toMatchObject({ pruneWanted: false })
  })
})

describe('whose drive a snapshot holds', () => {
  const drive = {
    driveId: 'b!1',
    owner: { id: 'ABC', name: 'By Microsoft', principal: 'old@contoso.com' },
    counts: { files: 2, folders: 1, notebooks: 1, shortcuts: 0, excluded: 0, failed: 1, bytes: 5 },
  }
  const read = async (state: object, username?: string) =>
    await readState(
      { time: '2026-01-02T03:04:05Z', ...(username && { username }) } as Snapshot,
      { driveState: async () => state } as unknown as OpenedSnapshot,
    )

  test('is told by whoever made it, else by Microsoft’s words of the drive, else by what there is', async () => {
    const person = { directoryId: 'DEF', principalName: 'new@contoso.com', displayName: 'New' }
    expect(await read({ ...drive, person })).toEqual({
      driveId: 'b!1',
      directoryId: 'def',
      principalName: 'new@contoso.com',
      displayName: 'New',
      takenAt: new Date('2026-01-02T03:04:05Z'),
      items: 4,
      bytes: 5,
      failed: 1,
    })
    expect(await read(drive)).toMatchObject({
      directoryId: 'abc',
      principalName: 'old@contoso.com',
      displayName: 'By Microsoft',
    })
    expect(await read({ driveId: 'b!1', owner: {} }, 'tagged@contoso.com')).toEqual({
      driveId: 'b!1',
      principalName: 'tagged@contoso.com',
      displayName: 'tagged@contoso.com',
      takenAt: new Date('2026-01-02T03:04:05Z'),
      items: 0,
      bytes: 0,
      failed: 0,
    })
    expect(await read({ driveId: 'b!1' })).toMatchObject({ principalName: 'b!1' })
    await expect(read({ owner: {} })).rejects.toThrow()
  })
})

function overwrite(path: string, content: string): void {
  chmodSync(path, 0o600)
  writeFileSync(path, content)
}
