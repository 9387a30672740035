import type { Actor } from '../access/actor.ts'
import { requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { matchingPeople, type PeopleFilter, peopleFilter } from './people-filter.ts'

/** How many people match. Needs `people:read`. Raises HF_INVALID. */
export async function countPeople(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  filter: PeopleFilter = {},
): Promise<number> {
  requirePermission(actor, 'people:read')
  const { count } = await sql
    .selectFrom('person')
    .leftJoin('onedrive', 'onedrive.personId', 'person.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(matchingPeople(actor, parseInput(peopleFilter, filter)))
    .executeTakeFirstOrThrow()
  return count
}
