import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { purgeTime } from '../settings/rollback-window.ts'
import { type PeopleDeletion, peopleDeletion } from './choice.ts'
import { choosePeople } from './lock-people.ts'
import { markDeleted } from './onedrive-rows.ts'
import { stopJobs } from './stop-jobs.ts'

/**
 * Deletes people and their OneDrives; their backups are destroyed when the rollback window is over, until when the delete
 * can be rolled back. Who is deleted already stays so. All of them or none. Needs `people:delete`. Gives how many were
 * changed. Raises HF_INVALID, HF_NOT_FOUND.
 */
export async function deletePeople(control: Control, actor: Actor, input: PeopleDeletion): Promise<number> {
  requirePermission(actor, 'people:delete')
  const choice = parseInput(peopleDeletion, input)
  return await control.sql.transaction().execute(async (transaction) => {
    const people = await choosePeople(transaction, actor, choice.people)
    const present = people.filter(({ state }) => state !== 'deleted')
    await setDeleted(control, transaction, actor, present, choice.reason)
    return present.length
  })
}

/** Deletes people, whoever may have said so. Their rows are locked. */
export async function setDeleted(
  control: Control,
  transaction: Sql,
  actor: Actor,
  people: readonly Pick<Row<'person'>, 'id' | 'principalName'>[],
  reason: string,
): Promise<void> {
  if (people.length === 0) return
  const ids = people.map(({ id }) => id)
  const at = now(control)
  const purgeAt = await purgeTime(control, transaction)
  await transaction
    .updateTable('person')
    .set((query) => ({
      state: 'deleted',
      deletedAt: at,
      purgeAt,
      updatedAt: at,
      version: query('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
  await markDeleted(control, transaction, ids, purgeAt)
  await stopJobs(control, transaction, ids, 'all')
  await recordAudit(
    control,
    transaction,
    actor,
    people.map(({ id, principalName }) => ({
      action: 'person.deleted',
      target: { kind: 'person', id },
      personId: id,
      reason,
      details: { principalName, purgeAt: purgeAt.toISOString() },
    })),
  )
}
