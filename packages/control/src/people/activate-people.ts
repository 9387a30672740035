import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { isEnabled } from '../directory/known-user.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { type PeopleChoice, peopleChoice } from './choice.ts'
import { peopleErrors } from './errors.ts'
import { choosePeople, lockPeople, requireFreeNames } from './lock-people.ts'
import { setActive } from './person-rows.ts'
import { lockProfile, requirePlaces } from './profile-places.ts'
import { refuseDeleted } from './refuse-deleted.ts'

/**
 * Lets preserved people's backups go on; who is active already stays so. All of them or none. Needs `people:write`. Gives
 * how many were changed. Raises HF_NOT_FOUND, HF_PERSON_STATE for a deleted person, HF_ACCOUNT_DISABLED where the
 * directory has the account disabled or not at all, HF_NAME_TAKEN where somebody else has the sign-in name by now,
 * HF_PROFILE_FULL.
 */
export async function activatePeople(control: Control, actor: Actor, input: PeopleChoice): Promise<number> {
  requirePermission(actor, 'people:write')
  const choice = parseInput(peopleChoice, input)
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const people = await choosePeople(transaction, actor, choice.people)
    refuseDeleted(people, 'activating')
    const preserved = people.filter(({ state }) => state === 'preserved')
    await requireEnabledAccounts(transaction, preserved)
    await requireRoom(transaction, actor, preserved)
    await setActive(
      control,
      transaction,
      preserved.map(({ id }) => id),
    )
    await recordAudit(
      control,
      transaction,
      actor,
      preserved.map(({ id, principalName }) => ({
        action: 'person.activated',
        target: { kind: 'person', id },
        personId: id,
        details: { principalName },
      })),
    )
    return preserved.length
  })
}

/** Refuses people who are about to be active where their names or the places they take are not free. */
export async function requireRoom(
  transaction: Sql,
  actor: Actor,
  people: readonly Pick<Row<'person'>, 'profileId' | 'principalName'>[],
): Promise<void> {
  const names = people.map(({ principalName }) => principalName.toLowerCase())
  await requireFreeNames(transaction, names)
  const twice = people.find((_, i) => names.indexOf(names[i] as string) !== i)
  if (twice) throw controlErrors.HF_NAME_TAKEN({ what: 'person', name: twice.principalName })
  for (const profileId of [...new Set(people.map((person) => person.profileId))].sort()) {
    const profile = await lockProfile(transaction, actor, profileId)
    await requirePlaces(
      transaction,
      profile,
      people.filter((person) => person.profileId === profileId).length,
    )
  }
}

async function requireEnabledAccounts(
  transaction: Sql,
  people: readonly Pick<Row<'person'>, 'directoryId' | 'principalName'>[],
): Promise<void> {
  const ids = people.flatMap(({ directoryId }) => (directoryId === null ? [] : [directoryId]))
  if (ids.length === 0) return
  const users = await transaction.selectFrom('directoryUser').selectAll().where('id', 'in', ids).execute()
  const enabled = new Set(users.filter(({ value }) => isEnabled(value)).map(({ id }) => id))
  const off = people.find(({ directoryId }) => directoryId !== null && !enabled.has(directoryId))
  if (off) throw peopleErrors.HF_ACCOUNT_DISABLED({ person: off.principalName })
}
