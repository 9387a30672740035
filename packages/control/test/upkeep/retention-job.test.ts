import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OpenedSnapshot, restoreToDirectory } from '@holdfast/engine'
import {
  acquireLock,
  BlobReader,
  CHECKPOINT_TAG,
  check,
  FaultyStorage,
  loadIndex,
  type Repository,
} from '@holdfast/repository'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DEFAULT_SETTINGS,
  decideRetention,
  openPlace,
  type ProfileSettings,
  type RetentionResult,
  retentionJob,
  type StoragePlace,
  VaultStore,
} from '../../src/index.ts'
import { JobWorld, shortWaits, VAULT_KEYS } from '../jobs/job-world.ts'
import { auditOf } from '../rows.ts'
import { agedVault, DAY, retime } from './aged-vault.ts'
import { backUp, runJob, setSetting, shown, vaultRow } from './run-job.ts'

const YEAR = 365 * DAY

async function retain(world: JobWorld, vaultId: string, vaults = world.vaults): Promise<RetentionResult> {
  const { control } = world
  const handler = retentionJob({ control, vaults })
  const { result } = await runJob(control, 'retention', handler, { request: { vaultId } })
  return result as RetentionResult
}

async function setRetention(world: JobWorld, retention: ProfileSettings['retention']): Promise<void> {
  const settings = JSON.stringify({ ...DEFAULT_SETTINGS, retention })
  await world.control.sql.updateTable('profile').set({ settings }).execute()
}

async function stored(repository: Repository): Promise<string[]> {
  return (await repository.snapshots()).map(({ id }) => id).sort()
}

describe('retention of a vault', () => {
  test('lets expire what is too old, frees its space, and keeps every byte of the rest', async () => {
    await using world = await JobWorld.make()
    await setSetting(world.control, 'upkeep', { prune: { maxUnusedPercent: 0 } })
    const adele = await world.person('adele')
    const { vaultId, repository, ids } = await agedVault(world, adele, [3_000, 2_900, 2_000, 10])
    const before = (await vaultRow(world.control, vaultId)).storedBytes
    const result = await retain(world, vaultId)
    expect(result).toMatchObject({
      outcome: 'done',
      snapshots: 4,
      kept: 2,
      expired: 2,
      unreadable: 0,
      // Given another time, they are others to the database.
      found: 4,
      missing: 4,
      pruned: { outcome: 'pruned', postponedPacks: 0 },
    })
    expect(await stored(repository)).toEqual(ids.slice(2).sort())
    expect(await shown(world.control, vaultId)).toEqual(ids.slice(2).sort())
    const vault = await vaultRow(world.control, vaultId)
    expect(vault.storedBytes).toBe(result.storedBytes)
    expect(vault.storedBytes).toBeLessThan(before)
    expect(vault).toMatchObject({ pruneWanted: false, prunedAt: expect.any(Date) })
    expect((await check(repository, { readData: true })).findings).toEqual([])
    for (const snapshot of ids.slice(2)) {
      const reader = new BlobReader(repository, await loadIndex(repository))
      const opened = await OpenedSnapshot.open(await repository.findSnapshot(snapshot), reader)
      const target = mkdtempSync(join(tmpdir(), 'holdfast-restored-'))
      expect((await restoreToDirectory({ snapshot: opened, target })).failures).toEqual([])
    }
    expect(await auditOf(world.control)).toMatchObject([
      { action: 'snapshots.missing', targetId: vaultId, personId: adele.personId },
      { action: 'snapshots.expired', targetId: vaultId, personId: adele.personId, details: { snapshots: 2 } },
    ])
    // Once more there is nothing to do.
    expect(await retain(world, vaultId)).toMatchObject({ expired: 0, found: 0, missing: 0, pruned: null })
  })

  test('a clock that is years ahead makes nothing expire, nor an organisation where no backup succeeds any more', async () => {
    await using world = await JobWorld.make()
    const { vaultId } = await agedVault(world, await world.person('adele'), [2_000, 1_000, 10])
    const real = world.control.clock
    const ahead = { ...world.control, clock: { ...real, now: () => real.now() + 20 * YEAR } }
    const handler = retentionJob({ control: ahead, vaults: world.vaults })
    const { result } = await runJob(ahead, 'retention', handler, { request: { vaultId } })
    expect(result).toMatchObject({ snapshots: 3, kept: 3, expired: 0 })
  })

  test.skipIf(spawnSync('restic', ['version']).status !== 0)('leaves what restic finds whole', async () => {
    await using world = await JobWorld.make()
    await setSetting(world.control, 'upkeep', { prune: { maxUnusedPercent: 0 } })
    const { vaultId, repository } = await agedVault(world, await world.person('adele'), [3_000, 2_600, 5])
    await retain(world, vaultId)
    const password = join(mkdtempSync(join(tmpdir(), 'holdfast-password-')), 'password')
    writeFileSync(password, 'a password for restic')
    await repository.addPassword('a password for restic')
    const { location } = repository.storage
    const arguments_ = ['-r', location, '--password-file', password, '--no-cache', 'check', '--read-data']
    expect(execFileSync('restic', arguments_, { encoding: 'utf8' })).toContain('no errors were found')
  })

  test('keeps what the rule keeps, by the storage’s own times, whatever the rows say', async () => {
    await using world = await JobWorld.make()
    const vaultId = await backUp(world, await world.person('adele'))
    const repository = await world.vaults.open(vaultId, { reason: 'upkeep' })
    const { id: only, ...snapshot } = await repository.findSnapshot('latest')
    await repository.removeSnapshot(only)
    const now = world.control.clock.now()
    const reach = fc.integer({ min: 0, max: 12 })
    const retention = fc.record({
      keepDays: fc.integer({ min: 1, max: 3_000 }),
      tiers: fc.option(
        fc.record({ dailyDays: reach, weeklyWeeks: reach, monthlyMonths: reach, yearlyYears: reach }),
      ),
    })
    const ages = fc.uniqueArray(fc.integer({ min: 0, max: 9 * YEAR }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(ages, retention, async (list, rule) => {
        for (const id of await repository.listIds('snapshot')) await repository.removeSnapshot(id)
        await setRetention(world, rule)
        for (const age of list)
          await repository.saveSnapshot({ ...snapshot, time: new Date(now - age).toISOString() })
        const taken = (await repository.snapshots()).map(({ id, time }) => ({ id, takenAt: new Date(time) }))
        // Rows that claim to be ancient and are not, and none for the rest.
        await world.control.sql.deleteFrom('snapshot').execute()
        const [first] = taken
        await world.control.sql
          .insertInto('snapshot')
          .values({ id: first!.id, vaultId, takenAt: new Date(0), items: 1, bytes: 1, addedBytes: 1 })
          .execute()
        const kept = decideRetention(taken, rule, new Date(world.control.clock.now()))
          .filter(({ expired }) => !expired)
          .map((one) => one.snapshot.id)
          .sort()
        await retain(world, vaultId)
        expect(await stored(repository)).toEqual(kept)
        expect(await shown(world.control, vaultId)).toEqual(kept)
      }),
      { numRuns: 25 },
    )
  })

  test('keeps what is tagged, checkpoints, and what others stored; and the newest of which nothing is lost', async () => {
    await using world = await JobWorld.make()
    const { vaultId, repository, ids } = await agedVault(
      world,
      await world.person('adele'),
      [4_000, 3_900, 3_800, 3_700, 3_600],
    )
    const [gone, held, whole, damaged, quarantined] = ids as [string, string, string, string, string]
    const kept = [
      await retime(repository, held, { tags: ['for the court'] }),
      whole,
      await retime(repository, damaged, { tags: ['damaged'] }),
      await retime(repository, quarantined, { tags: ['quarantine'] }),
    ]
    const old = new Date(0).toISOString()
    const { id: _, ...snapshot } = await repository.findSnapshot(whole)
    const checkpoint = await repository.saveSnapshot({ ...snapshot, time: old, tags: [CHECKPOINT_TAG] })
    const foreign = await repository.saveSnapshot({ ...snapshot, time: old, hostname: 'laptop' })
    expect(await retain(world, vaultId)).toMatchObject({ expired: 1, kept: 4, held: 2 })
    expect(await repository.listIds('snapshot')).toEqual([...kept, checkpoint, foreign].sort())
    expect(await repository.listIds('snapshot')).not.toContain(gone)
    expect(await shown(world.control, vaultId)).toEqual(kept.sort())
  })

  test('goes on for preserved people and disabled OneDrives; not while a delete can be taken back', async () => {
    await using world = await JobWorld.make()
    const { sql } = world.control
    const adele = await world.person('adele')
    const { vaultId, repository } = await agedVault(world, adele, [4_000, 3_000, 1])
    const deleted = async (table: 'person' | 'onedrive', state: 'deleted' | undefined) => {
      if (table === 'person')
        await sql
          .updateTable('person')
          .set({ state: state ?? 'preserved' })
          .execute()
      else
        await sql
          .updateTable('onedrive')
          .set({ state: state ?? 'disabled' })
          .execute()
    }
    for (const table of ['person', 'onedrive'] as const) {
      await deleted(table, 'deleted')
      expect(await retain(world, vaultId)).toEqual({ outcome: 'left-alone' })
      await deleted(table, undefined)
    }
    await sql
      .updateTable('vault')
      .set({ destroyAt: new Date(world.control.clock.now()) })
      .execute()
    expect(await retain(world, vaultId)).toEqual({ outcome: 'left-alone' })
    await sql.updateTable('vault').set({ destroyAt: null }).execute()
    expect(await stored(repository)).toHaveLength(3)
    expect(await retain(world, vaultId)).toMatchObject({ expired: 2, kept: 1 })
  })

  test('waits while somebody else is at work on the vault, and that is no failure', async () => {
    await using world = await JobWorld.make()
    const { vaultId, repository } = await agedVault(world, await world.person('adele'), [4_000, 1])
    {
      await using _ = await acquireLock(repository, { exclusive: false })
      expect(await retain(world, vaultId)).toEqual({})
    }
    const { retentionAt } = await vaultRow(world.control, vaultId)
    expect(retentionAt!.getTime() - world.control.clock.now()).toBeLessThanOrEqual(DAY / 48)
    expect(await stored(repository)).toHaveLength(2)
    expect(await world.control.sql.selectFrom('alert').select('kind').execute()).toEqual([])
    expect(await retain(world, vaultId)).toMatchObject({ expired: 1 })
  })

  test('prunes no more often than is set, and remembers that there is something to prune', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const { vaultId, repository } = await agedVault(world, adele, [4_000, 3_000, 2, 1])
    await world.control.sql
      .updateTable('vault')
      .set({ prunedAt: new Date(world.control.clock.now() - 6 * DAY) })
      .execute()
    const before = await repository.listIds('pack')
    expect(await retain(world, vaultId)).toMatchObject({ expired: 2, pruned: null })
    expect(await repository.listIds('pack')).toEqual(before)
    expect(await vaultRow(world.control, vaultId)).toMatchObject({ pruneWanted: true })
    await world.control.sql
      .updateTable('vault')
      .set({ prunedAt: new Date(world.control.clock.now() - 8 * DAY) })
      .execute()
    expect(await retain(world, vaultId)).toMatchObject({ expired: 0, pruned: { outcome: 'pruned' } })
    expect((await repository.listIds('pack')).length).toBeLessThan(before.length)
  })

  test('of a damaged vault prunes nothing, and says so', async () => {
    await using world = await JobWorld.make()
    const adele = await world.person('adele')
    const { vaultId, repository, ids } = await agedVault(world, adele, [4_000, 3_000, 1])
    const { storage } = repository
    const path = join(storage.location, 'snapshots', ids[1] as string)
    rmSync(path)
    writeFileSync(path, 'no snapshot at all')
    const packs = await repository.listIds('pack')
    const result = await retain(world, vaultId)
    expect(result).toMatchObject({
      snapshots: 2,
      expired: 1,
      unreadable: 1,
      pruned: { outcome: 'refused', code: 'HF_DAMAGED_FILE' },
    })
    expect(await repository.listIds('pack')).toEqual(packs)
    expect(await repository.listIds('snapshot')).toContain(ids[1])
    const alerts = await world.control.sql.selectFrom('alert').selectAll().execute()
    expect(alerts).toMatchObject([{ kind: 'vault-damaged', subject: vaultId, severity: 'critical' }])
    const logged = await world.control.sql.selectFrom('jobLog').select(['level', 'code']).execute()
    expect(logged).toContainEqual({ level: 'error', code: 'HF_DAMAGED_FILE' })
  })
})

test('killed at any call of the storage, retention leaves a whole vault, and the next run finishes', async () => {
  await using world = await JobWorld.make()
  await setSetting(world.control, 'upkeep', { prune: { maxUnusedPercent: 0 } })
  const adele = await world.person('adele')
  const { vaultId, repository, ids } = await agedVault(world, adele, [3_000, 2_900, 2_000, 10])
  const kept = ids.slice(2).sort()
  const folder = repository.storage.location
  const pristine = mkdtempSync(join(tmpdir(), 'holdfast-pristine-'))
  cpSync(folder, pristine, { recursive: true })
  const rows = await world.control.sql.selectFrom('snapshot').selectAll().execute()
  for (let fatal = 1; ; fatal++) {
    rmSync(folder, { recursive: true })
    cpSync(pristine, folder, { recursive: true })
    await world.control.sql.deleteFrom('snapshot').execute()
    await world.control.sql.insertInto('snapshot').values(rows).execute()
    await world.control.sql.updateTable('vault').set({ prunedAt: null, pruneWanted: false }).execute()
    let calls = 0
    const dying = new VaultStore(world.control, VAULT_KEYS, shortWaits, (row) =>
      wrapped(openPlace(row), (faulty) => {
        faulty.beforeCall = () => {
          // Once dead it does nothing any more, not even give back its lock.
          if (++calls >= fatal) throw new Error('killed')
        }
      }),
    )
    const survived = await retain(world, vaultId, dying).then(
      () => true,
      (error: unknown) => {
        expect(causeOf(error)).toBe('killed')
        return false
      },
    )
    const errors = (await check(repository, { readData: true })).findings.filter(
      (one) => one.level === 'error',
    )
    expect(errors, `killed at call ${fatal}`).toEqual([])
    // Nothing that is to be kept goes, and nothing is shown that is gone.
    expect(await stored(repository)).toEqual(expect.arrayContaining(kept))
    if (survived) {
      expect(fatal).toBeGreaterThan(25)
      break
    }
    await retain(world, vaultId)
    expect(await stored(repository)).toEqual(kept)
    expect(await shown(world.control, vaultId)).toEqual(kept)
    expect((await check(repository, { readData: true })).findings).toEqual([])
    expect(await vaultRow(world.control, vaultId)).toMatchObject({ pruneWanted: false })
  }
}, 300_000)

/** What happened first: a lock that cannot be given back any more fails, too. */
function causeOf(error: unknown): string {
  return error instanceof SuppressedError ? causeOf(error.suppressed) : (error as Error).message
}

function wrapped(place: StoragePlace, prepare: (faulty: FaultyStorage) => void): StoragePlace {
  return {
    location: place.location,
    repository: (path) => {
      const faulty = new FaultyStorage(place.repository(path))
      prepare(faulty)
      return faulty
    },
    slots: (path) => place.slots(path),
    vaultPaths: (options) => place.vaultPaths(options),
    clear: (path) => place.clear(path),
    probe: (options) => place.probe(options),
  }
}
