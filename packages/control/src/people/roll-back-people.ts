import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { requireRoom } from './activate-people.ts'
import { type PeopleChoice, peopleChoice } from './choice.ts'
import { peopleErrors } from './errors.ts'
import { choosePeople, lockPeople } from './lock-people.ts'
import { unmarkDeleted } from './onedrive-rows.ts'

/**
 * Rolls the delete of people back: they and their OneDrives are as they were before. Who is not deleted stays as they
 * are. All of them or none. Needs `people:delete`. Gives how many were changed. Raises HF_NOT_FOUND, HF_ROLLBACK_OVER,
 * HF_NAME_TAKEN where somebody else has the sign-in name by now, HF_PROFILE_FULL.
 */
export async function rollBackPeople(control: Control, actor: Actor, input: PeopleChoice): Promise<number> {
  requirePermission(actor, 'people:delete')
  const choice = parseInput(peopleChoice, input)
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const people = await choosePeople(transaction, actor, choice.people)
    const deleted = people.filter(({ state }) => state === 'deleted')
    for (const { purgeAt, principalName } of deleted) requireWindow(control, purgeAt, principalName)
    await requireRoom(
      transaction,
      actor,
      deleted.filter((person) => stateBefore(person) === 'active'),
    )
    const at = now(control)
    for (const person of deleted) {
      await transaction
        .updateTable('person')
        .set({
          state: stateBefore(person),
          deletedAt: null,
          purgeAt: null,
          updatedAt: at,
          version: person.version + 1,
        })
        .where('id', '=', person.id)
        .execute()
      // A OneDrive that was deleted before its person stays deleted, for as long as its own window lasts.
      const onedrives = await transaction
        .selectFrom('onedrive')
        .select('id')
        .where('personId', '=', person.id)
        .where('state', '=', 'deleted')
        .where('deletedAt', '=', person.deletedAt)
        .execute()
      await unmarkDeleted(
        control,
        transaction,
        onedrives.map(({ id }) => id),
      )
    }
    await recordAudit(
      control,
      transaction,
      actor,
      deleted.map(({ id, principalName }) => ({
        action: 'person.delete-rolled-back',
        target: { kind: 'person', id },
        personId: id,
        details: { principalName },
      })),
    )
    return deleted.length
  })
}

/** A preserved person keeps the time of it while deleted. */
function stateBefore({ preservedAt }: Pick<Row<'person'>, 'preservedAt'>): 'active' | 'preserved' {
  return preservedAt === null ? 'active' : 'preserved'
}

/** Raises HF_ROLLBACK_OVER when the time for a rollback has ended. */
export function requireWindow(control: Pick<Control, 'clock'>, purgeAt: Date | null, what: string): void {
  if (purgeAt !== null && purgeAt > now(control)) return
  throw peopleErrors.HF_ROLLBACK_OVER({ what, purgeAt: purgeAt?.toISOString() ?? 'an earlier time' })
}
