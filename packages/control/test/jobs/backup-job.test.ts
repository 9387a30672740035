import { systemClock } from '@holdfast/base'
import { OpenedSnapshot } from '@holdfast/engine'
import { acquireLock, BlobReader, loadIndex } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import { type Actor, backupJob, JobRun, requestBackups, systemActor } from '../../src/index.ts'
import { backUp } from '../upkeep/run-job.ts'
import { JobWorld } from './job-world.ts'

const admin: Actor = { kind: 'account', id: 'admin', name: 'Admin', role: 'cloud-administrator' }

describe('Backup Now', () => {
  test('backs a OneDrive up, and says what came of it', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    await world.work()
    const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    const job = await world.ended(requested!.jobId)
    expect(job).toMatchObject({ state: 'succeeded', attempt: 1, errorCode: null })
    expect(job.result).toMatchObject({ outcome: 'saved', counts: { files: 3 }, failures: 0 })
    const onedrive = await world.onedrive(adele)
    expect(onedrive).toMatchObject({ lastStatus: 'success', items: 3 })
    const snapshots = await world.control.sql.selectFrom('snapshot').selectAll().execute()
    expect(snapshots).toMatchObject([{ vaultId: onedrive.vaultId, jobId: job.id }])
    const facts = await world.control.sql.selectFrom('usageFact').select(['items', 'bytes']).execute()
    expect(facts.reduce((sum, { items }) => sum + items, 0)).toBe(3)
    const repository = await world.vaults.open(onedrive.vaultId!, { reason: 'upkeep' })
    const reader = new BlobReader(repository, await loadIndex(repository))
    const opened = await OpenedSnapshot.open(await repository.findSnapshot('latest'), reader)
    // The vault alone tells whose it is.
    expect((await opened.driveState()).person).toEqual({
      directoryId: adele.user.id,
      principalName: 'adele@contoso.onmicrosoft.com',
      displayName: 'adele',
    })
    expect((await repository.snapshots()).map(({ id }) => id)).toEqual([snapshots[0]!.id])
  })

  test('goes on from the last backup, and adds no snapshot when nothing changed', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    await world.work()
    const results: unknown[] = []
    for (const change of [false, true, false]) {
      if (change) adele.user.drive?.putFile('root', 'new.txt', Buffer.from('new'))
      const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
      results.push((await world.ended(requested!.jobId)).result)
    }
    expect(results).toMatchObject([
      { outcome: 'saved', changes: { fetched: 3 } },
      { outcome: 'saved', changes: { fetched: 1 } },
      { outcome: 'unchanged' },
    ])
    expect(await world.control.sql.selectFrom('snapshot').select('id').execute()).toHaveLength(2)
  })

  test('begun again after a death between snapshot and row writes that row, too, though the drive changed since', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    await world.work()
    const job = await world.backUp(adele)
    await world.control.sql.deleteFrom('snapshot').execute()
    adele.user.drive?.putFile('root', 'new.txt', Buffer.from('new'))
    const handler = backupJob({
      control: world.control,
      vaults: world.vaults,
      graph: async () => world.client,
      programVersion: 'holdfast test',
    })
    const signal = new AbortController().signal
    using run = new JobRun(world.control, { ...job, attempt: 2 }, { stopping: signal, logged: 0 })
    const { commit } = await handler(run)
    await run.end()
    await world.control.sql.transaction().execute(async (transaction) => commit?.(transaction))
    const { vaultId } = await world.onedrive(adele)
    const repository = await world.vaults.open(vaultId!, { reason: 'upkeep' })
    const rows = await world.control.sql.selectFrom('snapshot').select('id').execute()
    expect(rows.map(({ id }) => id).sort()).toEqual((await repository.snapshots()).map(({ id }) => id).sort())
    expect(rows).toHaveLength(2)
  })

  test('waits while the vault is pruned', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele', 1)
    await backUp(world, adele)
    const { vaultId } = await world.onedrive(adele)
    const lock = await acquireLock(await world.vaults.open(vaultId!, { reason: 'upkeep' }), {
      exclusive: true,
    })
    adele.user.drive?.putFile('root', 'new.txt', Buffer.from('new'))
    const waiting = backUp(world, adele)
    await systemClock.sleep(500)
    await lock[Symbol.asyncDispose]()
    await waiting
    expect(await world.onedrive(adele)).toMatchObject({ lastStatus: 'success', items: 2 })
  })

  test('asked for twice is one job', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const first = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    const second = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    expect(first).toMatchObject([{ isNew: true }])
    expect(second).toEqual([{ ...first[0], isNew: false }])
    const { rows } = await world.control.database.queue.executeSql('select id from pgboss.job')
    expect(rows).toEqual([{ id: first[0]!.jobId }])
  })

  test('leaves out who is switched off, and knows nothing of others', async () => {
    await using world = await JobWorld.make()
    const [adele, ben] = [await world.person('adele'), await world.person('ben')]
    await world.control.sql
      .updateTable('onedrive')
      .set({ state: 'disabled' })
      .where('id', '=', ben.onedriveId)
      .execute()
    const both = [adele.onedriveId, ben.onedriveId]
    expect(await requestBackups(world.control, world.queue, admin, both)).toHaveLength(1)
    const scoped: Actor = { ...admin, role: 'profile-administrator', profiles: [] }
    await expect(requestBackups(world.control, world.queue, scoped, both)).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    const person: Actor = { ...admin, role: 'person', personId: adele.personId }
    expect(await requestBackups(world.control, world.queue, person, [adele.onedriveId])).toHaveLength(1)
    await expect(requestBackups(world.control, world.queue, person, [ben.onedriveId])).rejects.toMatchObject({
      code: 'HF_NOT_FOUND',
    })
    const auditor: Actor = { ...admin, role: 'auditor' }
    await expect(requestBackups(world.control, world.queue, auditor, both)).rejects.toMatchObject({
      code: 'HF_FORBIDDEN',
    })
  })

  test('of a person whom Microsoft does not know fails with the field’s own code', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    await world.control.sql
      .updateTable('person')
      .set({ directoryId: 'nobody' })
      .where('id', '=', adele.personId)
      .execute()
    await world.work()
    const [requested] = await requestBackups(world.control, world.queue, systemActor('test'), [
      adele.onedriveId,
    ])
    expect(await world.ended(requested!.jobId)).toMatchObject({ state: 'failed', errorCode: 'EUSERNOTFOUND' })
    expect(await world.onedrive(adele)).toMatchObject({
      lastStatus: 'failed',
      lastErrorCode: 'EUSERNOTFOUND',
      lastSuccessAt: null,
    })
    const alerts = await world.control.sql.selectFrom('alert').selectAll().execute()
    expect(alerts).toMatchObject([{ kind: 'backup-failed', subject: adele.personId, resolvedAt: null }])
  })

  test('without a key fails before Microsoft is asked for anything', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const refusal = Object.assign(new Error('no key'), { code: 'EKEY_UNAVAILABLE' })
    world.vaults.open = () => Promise.reject(refusal)
    await world.work()
    const before = world.client.meter.requests
    const [requested] = await requestBackups(world.control, world.queue, admin, [adele.onedriveId])
    expect(await world.ended(requested!.jobId)).toMatchObject({ state: 'failed' })
    expect(world.client.meter.requests).toBe(before)
  })

  test('of somebody without a OneDrive yet is no failure', async () => {
    await using world = await JobWorld.make()
    const nina = await world.person('nina', 0, 'mysite-not-found')
    await world.work()
    expect(await world.backUp(nina)).toMatchObject({ state: 'succeeded', result: { outcome: 'no-drive' } })
    expect(await world.onedrive(nina)).toMatchObject({ lastStatus: 'never', lastErrorCode: 'HF_NO_DRIVE' })
    expect(await world.control.sql.selectFrom('alert').selectAll().execute()).toEqual([])
    // One that was backed up before, and is gone, is.
    await world.control.sql
      .updateTable('onedrive')
      .set({ firstStartedAt: new Date(0) })
      .execute()
    expect(await world.backUp(nina)).toMatchObject({ state: 'failed', errorCode: 'HF_NO_DRIVE' })
  })
})
