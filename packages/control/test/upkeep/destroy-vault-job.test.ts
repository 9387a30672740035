import { existsSync, readdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { FaultyStorage } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import {
  type Control,
  deleteOneDrives,
  deletePeople,
  destroyVaultJob,
  enableOneDrives,
  openPlace,
  queuePurges,
  VaultStore,
} from '../../src/index.ts'
import { JobWorld, shortWaits, VAULT_KEYS } from '../jobs/job-world.ts'
import { auditOf, cloud } from '../rows.ts'
import { DAY } from './aged-vault.ts'
import { backUp, runJob, vaultRow } from './run-job.ts'

/** As if so much time had passed. */
async function letPass({ sql, clock }: Control): Promise<void> {
  const past = new Date(clock.now() - 1)
  for (const table of ['person', 'onedrive'] as const)
    await sql.updateTable(table).set({ purgeAt: past }).where('purgeAt', 'is not', null).execute()
  await sql.updateTable('vault').set({ destroyAt: past }).where('destroyAt', 'is not', null).execute()
}

async function destroy(world: JobWorld, vaultId: string, vaults = world.vaults) {
  const handler = destroyVaultJob({ control: world.control, vaults })
  return await runJob(world.control, 'destroy-vault', handler, { request: { vaultId } })
}

async function folderOf(world: JobWorld, vaultId: string): Promise<string> {
  return (await world.vaults.open(vaultId, { reason: 'upkeep' })).storage.location
}

const reason = 'the contract of this person has ended'

describe('a vault that was given up', () => {
  test('is destroyed by a job when the rollback window is over, and not before', async () => {
    await using world = await JobWorld.make()
    const { control, queue } = world
    const [adele, ben] = [await world.person('adele'), await world.person('ben')]
    const [mine, other] = [await backUp(world, adele), await backUp(world, ben)]
    const [folder, otherFolder] = [await folderOf(world, mine), await folderOf(world, other)]
    await deletePeople(control, cloud, { people: [adele.personId], reason })
    expect(await queuePurges(control, queue)).toEqual({ people: 0, onedrives: 0, vaults: 0 })
    await letPass(control)
    expect(await queuePurges(control, queue)).toEqual({ people: 1, onedrives: 0, vaults: 1 })
    expect(await queuePurges(control, queue)).toEqual({ people: 0, onedrives: 0, vaults: 0 })
    await world.work()
    const { id } = await control.sql
      .selectFrom('job')
      .select('id')
      .where('kind', '=', 'destroy-vault')
      .executeTakeFirstOrThrow()
    const job = await world.ended(id)
    expect(job).toMatchObject({ state: 'succeeded', result: { outcome: 'destroyed' } })
    expect((job.result as { files: number }).files).toBeGreaterThan(3)
    expect(existsSync(folder)).toBe(false)
    expect(existsSync(otherFolder)).toBe(true)
    expect(await vaultRow(control, mine)).toMatchObject({ destroyedAt: expect.any(Date), storedBytes: 0 })
    const rows = await control.sql.selectFrom('snapshot').select('vaultId').execute()
    expect(rows).toEqual([{ vaultId: other }])
    expect((await auditOf(control)).at(-1)).toMatchObject({
      action: 'vault.destroyed',
      targetId: mine,
      details: { snapshots: 1 },
    })
    expect(await queuePurges(control, queue)).toEqual({ people: 0, onedrives: 0, vaults: 0 })
  })

  test('of a OneDrive that was enabled anew goes, and the new one stays', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const old = await backUp(world, adele)
    await deleteOneDrives(world.control, cloud, { people: [adele.personId], reason })
    await enableOneDrives(world.control, cloud, { people: [adele.personId] })
    const renewed = await backUp(world, adele)
    expect(renewed).not.toBe(old)
    const [oldFolder, newFolder] = [await folderOf(world, old), await folderOf(world, renewed)]
    await letPass(world.control)
    expect(await queuePurges(world.control, world.queue)).toMatchObject({ vaults: 1 })
    await world.control.sql.deleteFrom('job').execute()
    await destroy(world, old)
    expect(existsSync(oldFolder)).toBe(false)
    expect((await (await world.vaults.open(renewed, { reason: 'upkeep' })).snapshots()).length).toBe(1)
    expect(existsSync(newFolder)).toBe(true)
  })

  test('is left alone while it is in use, before its time, or when nobody gave it up', async () => {
    await using world = await JobWorld.make()
    const { sql, clock } = world.control
    const vaultId = await backUp(world, await world.person('adele'))
    const folder = await folderOf(world, vaultId)
    const refused = async (): Promise<void> => {
      await expect(destroy(world, vaultId)).rejects.toMatchObject({ code: 'HF_VAULT_KEPT' })
      expect(existsSync(folder)).toBe(true)
    }
    await refused()
    await sql
      .updateTable('vault')
      .set({ destroyAt: new Date(clock.now() - 1) })
      .execute()
    await refused()
    await sql.updateTable('onedrive').set({ state: 'deleted' }).execute()
    await refused()
    await sql.updateTable('onedrive').set({ vaultId: null }).execute()
    await sql
      .updateTable('vault')
      .set({ destroyAt: new Date(clock.now() + DAY) })
      .execute()
    await refused()
    await sql
      .updateTable('vault')
      .set({ destroyAt: new Date(clock.now() - 1) })
      .execute()
    await destroy(world, vaultId)
    expect(existsSync(folder)).toBe(false)
  })

  test('whose destruction is killed at any moment cannot be opened any more, and goes the next time', async () => {
    await using world = await JobWorld.make()
    const { control } = world
    const { sql, clock } = control
    for (const fatal of [2, 3, 4, 6, 8]) {
      const adele = await world.person(`adele ${fatal}`)
      const vaultId = await backUp(world, adele)
      const folder = await folderOf(world, vaultId)
      await sql.updateTable('onedrive').set({ vaultId: null }).where('id', '=', adele.onedriveId).execute()
      await sql
        .updateTable('vault')
        .set({ destroyAt: new Date(clock.now() - 1) })
        .where('id', '=', vaultId)
        .execute()
      let calls = 0
      const dying = new VaultStore(control, VAULT_KEYS, shortWaits, (row) => {
        const place = openPlace(row)
        return {
          location: place.location,
          repository: (path) => {
            const faulty = new FaultyStorage(place.repository(path))
            faulty.beforeCall = () => {
              if (++calls > fatal) throw new Error('killed')
            }
            return faulty
          },
          slots: (path) => place.slots(path),
          vaultPaths: () => place.vaultPaths(),
          clear: (path) => place.clear(path),
          probe: (options) => place.probe(options),
        }
      })
      await expect(destroy(world, vaultId, dying)).rejects.toThrow('killed')
      expect((await vaultRow(control, vaultId)).destroyedAt).toBeNull()
      await expect(world.vaults.open(vaultId, { reason: 'upkeep' })).rejects.toThrow()
      await destroy(world, vaultId)
      expect(existsSync(folder)).toBe(false)
      expect((await vaultRow(control, vaultId)).destroyedAt).not.toBeNull()
    }
  })

  test('is not taken for destroyed while its storage is not there', async () => {
    await using world = await JobWorld.make()
    const vaultId = await backUp(world, await world.person('adele'))
    const folder = await folderOf(world, vaultId)
    await world.control.sql.updateTable('onedrive').set({ vaultId: null }).execute()
    const destroyAt = new Date(world.control.clock.now() - 1)
    await world.control.sql.updateTable('vault').set({ destroyAt }).execute()
    const storage = dirname(dirname(folder))
    renameSync(storage, `${storage}-unmounted`)
    await expect(destroy(world, vaultId)).rejects.toMatchObject({ code: 'HF_STORAGE_UNREACHABLE' })
    renameSync(`${storage}-unmounted`, storage)
    expect(readdirSync(folder)).not.toEqual([])
    await destroy(world, vaultId)
    expect(existsSync(folder)).toBe(false)
  })
})
