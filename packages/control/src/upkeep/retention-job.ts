import { forget, type Repository } from '@holdfast/repository'
import { systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { now } from '../control.ts'
import type { JobRun } from '../jobs/job-run.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import { batches } from '../people/batches.ts'
import { retentionTime } from '../retention/retention-time.ts'
import { DAY } from '../schedule/zone.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { decideVault, type VaultDecision } from './decide-vault.ts'
import { leftAlone, putOffUpkeep } from './outcomes.ts'
import { type Pruned, pruneVault } from './prune-vault.ts'
import { reconcileSnapshots } from './reconcile-snapshots.ts'
import { storedBytes } from './stored-bytes.ts'
import { UPKEEP_SETTING } from './upkeep-settings.ts'
import { findTarget, type UpkeepServices, type UpkeepTarget, vaultIdOf } from './upkeep-target.ts'
import { raiseVaultDamaged } from './vault-damage.ts'
import { lockVault } from './vault-lock.ts'
import { readVaultSnapshots, type VaultSnapshots } from './vault-snapshots.ts'

const actor = systemActor('retention')

/** What a job of the kind `retention` did. */
export interface RetentionResult {
  readonly outcome: 'done'
  /** Backups in the vault before, and those that stay. */
  readonly snapshots: number
  readonly kept: number
  readonly expired: number
  /** Of those that stay: kept because of a tag. */
  readonly held: number
  /** Files of snapshots that cannot be read; nothing is decided about them. */
  readonly unreadable: number
  /** Backups that the database did not know, and rows whose backup was gone. */
  readonly found: number
  readonly missing: number
  /** Null when a prune was not due. */
  readonly pruned: Pruned | null
  readonly storedBytes: number
}

/**
 * Lets a vault's snapshots expire by the retention of its person's profile, and frees from time to time what they alone
 * needed. What is expired is decided by the storage alone. Begun again after a kill it finishes what was left.
 */
export function retentionJob(services: UpkeepServices): JobHandler {
  return async (run) => {
    const { control, vaults } = services
    const target = await findTarget(control, vaultIdOf(run.job))
    if (!target) return leftAlone()
    const repository = await vaults.open(
      target.vault.id,
      { reason: 'upkeep', jobId: run.job.id },
      { signal: run.signal },
    )
    await using lock = await lockVault(repository, { exclusive: true, signal: run.signal })
    if (!lock) return putOffUpkeep(control, target.vault.id, 'retentionAt')
    return await keep(services, run, target, repository, AbortSignal.any([run.signal, lock.signal]))
  }
}

async function keep(
  { control }: UpkeepServices,
  run: JobRun,
  target: UpkeepTarget,
  repository: Repository,
  signal: AbortSignal,
): Promise<JobOutcome> {
  const { vault, settings } = target
  const { value: upkeep } = await readSetting(control.sql, UPKEEP_SETTING)
  run.progress({ phase: 'reading' })
  const stored = await readVaultSnapshots(repository, signal)
  const { retention, backup } = settings
  const decision = decideVault(stored.backups, retention, await retentionTime(control), backup.timeZone)
  signal.throwIfAborted()
  const { found, missing } = await markForgotten({ control }, target, stored, decision)
  for (const id of missing)
    run.log({ level: 'warning', message: `Snapshot ${id.slice(0, 8)} was removed by someone else.` })
  for (const id of stored.unreadable)
    run.log({ level: 'error', message: `Snapshot ${id.slice(0, 8)} cannot be read.` })
  run.progress({ phase: 'forgetting', total: decision.expired.length })
  await forget(
    repository,
    decision.expired.map(({ id }) => id),
    { signal },
  )
  const unused = vault.pruneWanted || decision.expired.length > 0
  const since =
    vault.prunedAt === null ? Number.POSITIVE_INFINITY : control.clock.now() - vault.prunedAt.getTime()
  const onProgress = (progress: object): void => run.progress(progress)
  const pruned =
    unused && since >= upkeep.prune.everyDays * DAY
      ? await pruneVault(repository, upkeep, { signal, onProgress })
      : null
  const bytes = await storedBytes(repository, signal)
  const damage = damageOf(stored, pruned)
  if (pruned?.outcome === 'refused')
    run.log({ level: 'error', code: pruned.code, message: 'Nothing was pruned: the vault is not whole.' })
  const result: RetentionResult = {
    outcome: 'done',
    snapshots: stored.backups.length,
    kept: stored.backups.length - decision.expired.length,
    expired: decision.expired.length,
    held: decision.held,
    unreadable: stored.unreadable.length,
    found,
    missing: missing.length,
    pruned,
    storedBytes: bytes,
  }
  return {
    state: damage === undefined ? 'succeeded' : 'errors',
    result,
    commit: async (transaction) => {
      await transaction
        .updateTable('vault')
        .set({
          storedBytes: bytes,
          ...(pruned?.outcome === 'pruned' && {
            prunedAt: now(control),
            pruneWanted: pruned.postponedPacks > 0,
          }),
        })
        .where('id', '=', vault.id)
        .execute()
      if (damage !== undefined) await raiseVaultDamaged(control, transaction, target, damage)
    },
  }
}

/**
 * Before anything is removed: a kill in between leaves snapshots that are there and not shown, which the next run finds
 * and decides about again; never rows of snapshots that are gone.
 */
async function markForgotten(
  { control }: Pick<UpkeepServices, 'control'>,
  { vault, person }: UpkeepTarget,
  stored: VaultSnapshots,
  { expired }: VaultDecision,
) {
  return await control.sql.transaction().execute(async (transaction) => {
    const reconciled = await reconcileSnapshots(control, transaction, vault.id, stored)
    if (reconciled.missing.length > 0)
      await recordAudit(control, transaction, actor, {
        action: 'snapshots.missing',
        target: { kind: 'vault', id: vault.id },
        personId: person.id,
        details: { snapshots: reconciled.missing.map((id) => id.slice(0, 8)) },
      })
    const [oldest, newest] = [expired[0], expired.at(-1)]
    if (!oldest || !newest) return reconciled
    for (const ids of batches(expired.map(({ id }) => id))) {
      await transaction
        .updateTable('snapshot')
        .set({ forgottenAt: now(control) })
        .where('id', 'in', ids)
        .execute()
    }
    await transaction.updateTable('vault').set({ pruneWanted: true }).where('id', '=', vault.id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'snapshots.expired',
      target: { kind: 'vault', id: vault.id },
      personId: person.id,
      details: { snapshots: expired.length, oldest: oldest.time, newest: newest.time },
    })
    return reconciled
  })
}

function damageOf({ unreadable }: VaultSnapshots, pruned: Pruned | null): string | undefined {
  if (pruned?.outcome === 'refused') return `pruning was refused (${pruned.code})`
  return unreadable.length > 0 ? 'snapshots cannot be read' : undefined
}
