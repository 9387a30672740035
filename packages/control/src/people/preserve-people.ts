import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { type PeopleChoice, peopleChoice } from './choice.ts'
import { choosePeople } from './lock-people.ts'
import { setPreserved } from './person-rows.ts'
import { refuseDeleted } from './refuse-deleted.ts'

/**
 * Stops people's backups and keeps everything that was backed up; who is preserved already stays so. All of them or none.
 * Needs `people:write`. Gives how many were changed. Raises HF_NOT_FOUND, HF_PERSON_STATE for a deleted person.
 */
export async function preservePeople(control: Control, actor: Actor, input: PeopleChoice): Promise<number> {
  requirePermission(actor, 'people:write')
  const choice = parseInput(peopleChoice, input)
  return await control.sql.transaction().execute(async (transaction) => {
    const people = await choosePeople(transaction, actor, choice.people)
    refuseDeleted(people, 'preserving')
    const active = people.filter(({ state }) => state === 'active')
    await setPreserved(
      control,
      transaction,
      active.map(({ id }) => id),
      actor.id,
    )
    await recordAudit(
      control,
      transaction,
      actor,
      active.map(({ id, principalName }) => ({
        action: 'person.preserved',
        target: { kind: 'person', id },
        personId: id,
        details: { principalName },
      })),
    )
    return active.length
  })
}
