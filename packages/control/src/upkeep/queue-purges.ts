import { sql as raw } from 'kysely'
import { type Control, now } from '../control.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { batches } from '../people/batches.ts'
import { type Purged, purgeDue } from '../people/purge-due.ts'
import { DAY } from '../schedule/zone.ts'
import { queueUpkeep } from './queue-upkeep.ts'

export interface QueuedPurges extends Pick<Purged, 'people' | 'onedrives'> {
  /** Vaults for whose destruction a job was queued. */
  readonly vaults: number
}

/** How long to wait before a vault is tried again that could not be destroyed. */
const PATIENCE = DAY / 4

/**
 * Finishes the deletes whose rollback window is over, and queues the destruction of the vaults that nobody needs any more.
 * A vault is marked in the transaction that parts it from its OneDrive, and stays so until it is destroyed: whatever is
 * killed between, the next call finds it.
 */
export async function queuePurges(control: Control, queue: JobQueue): Promise<QueuedPurges> {
  const { people, onedrives, vaults } = await purgeDue(control)
  let queued = 0
  for (const batch of batches(vaults, 200)) {
    await control.sql.transaction().execute(async (transaction) => {
      const tried = await transaction
        .selectFrom('job')
        .select(raw<string>`request ->> 'vaultId'`.as('vaultId'))
        .where('kind', '=', 'destroy-vault')
        .where(raw`request ->> 'vaultId'`, 'in', batch)
        .where('createdAt', '>', new Date(now(control).getTime() - PATIENCE))
        .execute()
      const recent = new Set(tried.map(({ vaultId }) => vaultId))
      for (const vaultId of batch) {
        if (recent.has(vaultId)) continue
        if (await queueUpkeep(control, queue, transaction, { kind: 'destroy-vault', vaultId })) queued++
      }
    })
  }
  return { people, onedrives, vaults: queued }
}
