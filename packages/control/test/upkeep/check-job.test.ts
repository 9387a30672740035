import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { storagePath } from '@holdfast/repository'
import { describe, expect, test } from 'vitest'
import { type CheckResult, checkJob } from '../../src/index.ts'
import { JobWorld } from '../jobs/job-world.ts'
import { agedVault, DAY } from './aged-vault.ts'
import { runJob, setSetting, vaultRow } from './run-job.ts'

async function look(world: JobWorld, vaultId: string, fields: { personId?: string } = {}) {
  const outcome = await runJob(world.control, 'check', checkJob(world), { request: { vaultId }, ...fields })
  return { ...outcome, result: outcome.result as CheckResult }
}

describe('the check of a vault', () => {
  test('reads a part of the data each time, and all of it in the days that are set', async () => {
    await using world = await JobWorld.make()
    await setSetting(world.control, 'upkeep', { check: { everyDays: 7, rereadDays: 21 } })
    const { vaultId, repository } = await agedVault(world, await world.person('adele'), [9, 8, 7, 6, 5, 4])
    let bytes = 0
    for await (const { size } of repository.storage.list('pack')) bytes += size
    const parts: number[] = []
    let read = 0
    for (let i = 0; i < 3; i++) {
      const { state, result } = await look(world, vaultId)
      expect({ state, result }).toMatchObject({
        state: 'succeeded',
        result: { of: 3, errors: 0, warnings: 0 },
      })
      parts.push(result.part)
      read += result.bytesRead
    }
    expect(parts).toEqual([1, 2, 3])
    expect(read).toBe(bytes)
    expect((await look(world, vaultId)).result.part).toBe(1)
    expect((await vaultRow(world.control, vaultId)).checkedAt).toBeInstanceOf(Date)
  })

  test('tells of damage until it is gone, and names no file but where privacy can hide it', async () => {
    await using world = await JobWorld.make()
    await setSetting(world.control, 'upkeep', { check: { everyDays: 7, rereadDays: 7 } })
    const adele = await world.person('adele')
    const { vaultId, repository } = await agedVault(world, adele, [2, 1])
    const [pack] = await repository.listIds('pack')
    const path = join(repository.storage.location, storagePath({ type: 'pack', name: pack as string }))
    const good = readFileSync(path)
    const bad = Buffer.from(good)
    bad[good.length >> 1] = (bad[good.length >> 1] as number) ^ 1
    chmodSync(path, 0o600)
    writeFileSync(path, bad)
    const { state, result, jobId } = await look(world, vaultId, { personId: adele.personId })
    expect(state).toBe('errors')
    expect(result.errors).toBeGreaterThan(0)
    const alert = () => world.control.sql.selectFrom('alert').selectAll().execute()
    expect(await alert()).toMatchObject([
      {
        kind: 'vault-damaged',
        subject: vaultId,
        severity: 'critical',
        resolvedAt: null,
        details: { person: 'adele', personId: adele.personId },
      },
    ])
    const log = await world.control.sql
      .selectFrom('jobLog')
      .selectAll()
      .where('jobId', '=', jobId)
      .where('level', '=', 'error')
      .execute()
    expect(log.length).toBe(result.errors)
    for (const { message } of log) expect(message).not.toMatch(/\.txt|OneDrive\//)
    const next = (await vaultRow(world.control, vaultId)).checkAt!
    expect(next.getTime() - world.control.clock.now()).toBeLessThanOrEqual(DAY)
    // The same part is read again: the alert ends when that part is good.
    writeFileSync(path, good)
    expect((await look(world, vaultId)).result).toMatchObject({ part: result.part, errors: 0 })
    expect(await alert()).toMatchObject([{ resolvedAt: expect.any(Date) }])
  })

  test('finds a directory that is lost without writing its name into the message', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    adele.user.drive?.createFolder('root', 'Secret plans')
    const { vaultId, repository } = await agedVault(world, adele, [1])
    for (const name of await repository.listIds('index'))
      await repository.storage.remove({ type: 'index', name })
    const { state, jobId } = await look(world, vaultId)
    expect(state).toBe('errors')
    const log = await world.control.sql.selectFrom('jobLog').selectAll().where('jobId', '=', jobId).execute()
    expect(log.map(({ message }) => message).join()).not.toContain('Secret')
  })
})
