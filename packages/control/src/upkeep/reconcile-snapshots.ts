import type { Snapshot } from '@holdfast/repository'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { NewRow } from '../database/tables.ts'
import { batches } from '../people/batches.ts'
import type { VaultSnapshots } from './vault-snapshots.ts'

export interface Reconciled {
  /** Backups without a row, or with one that said they were forgotten. */
  readonly found: number
  /** Rows whose backup is not there any more, though nothing here removed it. */
  readonly missing: readonly string[]
}

/**
 * Makes the rows of a vault's snapshots what the storage says: the storage is right. A row that was replaced (a backup
 * that got a tag has another id) goes without a word.
 */
export async function reconcileSnapshots(
  control: Control,
  transaction: Sql,
  vaultId: string,
  { backups, unreadable }: VaultSnapshots,
): Promise<Reconciled> {
  const rows = await transaction
    .selectFrom('snapshot')
    .select(['id', 'forgottenAt'])
    .where('vaultId', '=', vaultId)
    .execute()
  const present = new Set<string>([...backups.map(({ id }) => id), ...unreadable])
  const replaced = new Set<string>(backups.flatMap(({ original }) => original ?? []))
  const gone = rows.filter((row) => row.forgottenAt === null && !present.has(row.id)).map(({ id }) => id)
  for (const ids of batches(gone)) {
    await transaction
      .updateTable('snapshot')
      .set({ forgottenAt: now(control) })
      .where('id', 'in', ids)
      .execute()
  }
  const known = new Map(rows.map((row) => [row.id, row]))
  const returned = backups.filter(({ id }) => known.get(id)?.forgottenAt).map(({ id }) => id)
  for (const ids of batches(returned)) {
    await transaction.updateTable('snapshot').set({ forgottenAt: null }).where('id', 'in', ids).execute()
  }
  const added = backups.filter(({ id }) => !known.has(id))
  for (const batch of batches(added, 1_000)) {
    await transaction
      .insertInto('snapshot')
      .values(batch.map((snapshot) => snapshotRow(vaultId, snapshot)))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
  return { found: added.length + returned.length, missing: gone.filter((id) => !replaced.has(id)) }
}

/** A row as the backup that made the snapshot would have written it. */
function snapshotRow(vaultId: string, { id, time, summary }: Snapshot): NewRow<'snapshot'> {
  const folders = summary ? summary.dirs_new + summary.dirs_changed + summary.dirs_unmodified - 1 : 0
  return {
    id,
    vaultId,
    takenAt: new Date(time),
    items: (summary?.total_files_processed ?? 0) + Math.max(0, folders),
    bytes: summary?.total_bytes_processed ?? 0,
    addedBytes: summary?.data_added_packed ?? 0,
  }
}
