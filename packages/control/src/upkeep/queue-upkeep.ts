import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { JobQueue } from '../jobs/job-queue.ts'

export interface UpkeepRequest {
  readonly kind: 'retention' | 'check' | 'destroy-vault'
  readonly vaultId: string
  /** Whose vault it is: who may know of the person may know of the job. */
  readonly onedriveId?: string
  readonly personId?: string
}

/** What is given up for good comes first, what only looks comes last. */
const PRIORITY = { 'destroy-vault': 1, retention: 0, check: -1 } as const

/** Queues the job, unless there is one of its kind for the vault that has not ended. Gives whether it is a new one. */
export async function queueUpkeep(
  control: Control,
  queue: JobQueue,
  transaction: Sql,
  { kind, vaultId, onedriveId, personId }: UpkeepRequest,
): Promise<boolean> {
  const id = newId(control)
  const at = now(control)
  const inserted = await transaction
    .insertInto('job')
    .values({
      id,
      kind,
      state: 'queued',
      ...(onedriveId !== undefined && { onedriveId }),
      ...(personId !== undefined && { personId }),
      requestedBy: 'scheduler',
      request: JSON.stringify({ vaultId }),
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await queue.send(transaction, { id, kind, priority: PRIORITY[kind] })
  return true
}
