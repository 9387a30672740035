import { sql as raw } from 'kysely'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'

/** Taken for the length of a transaction by whoever adds, renames or activates people, or counts the places they take. */
const PEOPLE_LOCK = 0x70656f70

/** From here on nobody else adds people or brings them back, until the transaction ends. */
export async function lockPeople(transaction: Sql): Promise<void> {
  await raw`select pg_advisory_xact_lock(${PEOPLE_LOCK})`.execute(transaction)
}

/**
 * The people of these ids, in the order of the ids and kept from changing until the transaction ends. What the actor may
 * not see does not exist: raises HF_NOT_FOUND if one of them is not there.
 */
export async function choosePeople(
  transaction: Sql,
  actor: Actor,
  ids: readonly string[],
): Promise<Row<'person'>[]> {
  const wanted = [...new Set(ids)].sort()
  const people = await transaction
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', wanted)
    .where(visiblePeople(actor))
    .orderBy('id')
    .forUpdate()
    .execute()
  const found = new Set(people.map(({ id }) => id))
  const missing = wanted.find((id) => !found.has(id))
  if (missing !== undefined) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: missing })
  return people
}

/** Raises HF_NAME_TAKEN when an active person, or one of `states`, has one of these sign-in names. */
export async function requireFreeNames(
  transaction: Sql,
  names: readonly string[],
  states: readonly Row<'person'>['state'][] = ['active'],
): Promise<void> {
  if (names.length === 0) return
  const lower = names.map((name) => name.toLowerCase())
  const taken = await transaction
    .selectFrom('person')
    .select('principalName')
    .where(raw`lower(principal_name)`, 'in', lower)
    .where('state', 'in', states)
    .limit(1)
    .executeTakeFirst()
  if (taken) throw controlErrors.HF_NAME_TAKEN({ what: 'person', name: taken.principalName })
}
