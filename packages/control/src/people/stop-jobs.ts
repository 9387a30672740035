import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

/** Asks the open jobs of people to end: of backups only, or of everything that goes on with their OneDrives. */
export async function stopJobs(
  control: Control,
  transaction: Sql,
  people: readonly string[],
  which: 'backups' | 'all',
): Promise<void> {
  if (people.length === 0) return
  const at = now(control)
  let update = transaction
    .updateTable('job')
    .set({ cancelRequestedAt: at, updatedAt: at })
    .where('personId', 'in', people)
    .where('state', 'in', ['queued', 'running'])
    .where('cancelRequestedAt', 'is', null)
  if (which === 'backups') update = update.where('kind', '=', 'backup')
  await update.execute()
}
