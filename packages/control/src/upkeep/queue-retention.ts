import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { expired } from '../retention/decide-retention.ts'
import { retentionTime } from '../retention/retention-time.ts'
import { DAY } from '../schedule/zone.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { type DueVault, dueVaults, planVaults } from './due-vaults.ts'
import { queueUpkeep } from './queue-upkeep.ts'
import { UPKEEP_SETTING, type UpkeepSettings } from './upkeep-settings.ts'
import { nextDayOf } from './upkeep-times.ts'

/** Vaults looked at with one transaction. */
const BATCH = 25

/**
 * Looks at each vault once a day, at a time of day of its own, and queues the job `retention` for those with something to
 * expire or to prune; at most `limit` jobs. Those in use are looked at later. Gives the number of jobs.
 */
export async function queueRetention(control: Control, queue: JobQueue, limit: number): Promise<number> {
  const { value: upkeep } = await readSetting(control.sql, UPKEEP_SETTING)
  const time = await retentionTime(control)
  let jobs = 0
  for (;;) {
    const { looked, queued } = await control.sql
      .transaction()
      .execute((transaction) => lookAtSome(control, queue, transaction, { upkeep, time }, limit - jobs))
    jobs += queued
    if (looked < BATCH || jobs >= limit) return jobs
  }
}

async function lookAtSome(
  control: Control,
  queue: JobQueue,
  transaction: Sql,
  { upkeep, time }: { readonly upkeep: UpkeepSettings; readonly time: Date },
  room: number,
): Promise<{ looked: number; queued: number }> {
  if (room <= 0) return { looked: 0, queued: 0 }
  const due = await dueVaults(control, transaction, 'retentionAt', BATCH)
  const times = await snapshotsOf(transaction, due)
  const planned: { id: string; at: Date }[] = []
  let queued = 0
  for (const vault of due) {
    if (queued >= room) break
    const { vaultId, onedriveId, personId } = vault
    planned.push({ id: vaultId, at: nextDayOf(vaultId, now(control)) })
    if (!isPruneDue(control, vault, upkeep) && !hasExpired(vault, times.get(vaultId) ?? [], time)) continue
    if (await queueUpkeep(control, queue, transaction, { kind: 'retention', vaultId, onedriveId, personId }))
      queued++
  }
  await planVaults(transaction, 'retentionAt', planned)
  return { looked: due.length, queued }
}

type KnownSnapshot = { readonly id: string; readonly vaultId: string; readonly takenAt: Date }

async function snapshotsOf(
  transaction: Sql,
  due: readonly DueVault[],
): Promise<ReadonlyMap<string, readonly KnownSnapshot[]>> {
  if (due.length === 0) return new Map()
  const rows = await transaction
    .selectFrom('snapshot')
    .select(['id', 'vaultId', 'takenAt'])
    .where(
      'vaultId',
      'in',
      due.map(({ vaultId }) => vaultId),
    )
    .where('forgottenAt', 'is', null)
    .execute()
  return Map.groupBy(rows, ({ vaultId }) => vaultId)
}

/** What the rows say is only why to look: the job decides by what the storage has. */
function hasExpired({ settings }: DueVault, snapshots: readonly KnownSnapshot[], time: Date): boolean {
  return expired(snapshots, settings.retention, time, settings.backup.timeZone).length > 0
}

function isPruneDue(
  { clock }: Control,
  { pruneWanted, prunedAt }: DueVault,
  { prune }: UpkeepSettings,
): boolean {
  return pruneWanted && (prunedAt === null || clock.now() - prunedAt.getTime() >= prune.everyDays * DAY)
}
