import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { type PeopleCursor, readCursor, writeCursor } from './people-cursor.ts'
import { type PersonView, selectPeople, toView } from './person-view.ts'

export const peopleQuery = z.strictObject({
  /** A part of the display name, the sign-in name or the e-mail address. */
  search: z.string().trim().max(256).optional(),
  profileId: z.uuid().optional(),
  /** Without one, active and preserved people. */
  state: z.enum(['active', 'preserved', 'deleted']).optional(),
  /** How the last backup ended. */
  status: z.enum(['never', 'success', 'errors', 'failed']).optional(),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** `next` of the page before. */
  cursor: z.string().max(2_000).optional(),
})

export type PeopleQuery = z.input<typeof peopleQuery>

export interface PeoplePage {
  readonly people: readonly PersonView[]
  /** Where the next page begins; absent on the last one. */
  readonly next?: string
}

/**
 * People by name, one page. Needs `people:read`. Raises HF_INVALID, also for a cursor that is none. Pages neither repeat
 * nor leave out anybody whose name stays as it is.
 */
export async function listPeople(
  control: Control,
  actor: Actor,
  query: PeopleQuery = {},
): Promise<PeoplePage> {
  requirePermission(actor, 'people:read')
  const { search, profileId, state, status, order, limit, cursor } = parseInput(peopleQuery, query)
  const forward = order === 'ascending'
  let select = selectPeople(control.sql).where(visiblePeople(actor))
  select = state
    ? select.where('person.state', '=', state)
    : select.where('person.state', 'in', ['active', 'preserved'])
  if (profileId !== undefined) select = select.where('person.profileId', '=', profileId)
  if (status !== undefined) select = select.where('onedrive.lastStatus', '=', status)
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    select = select.where((where) =>
      where.or([
        where('person.displayName', 'ilike', pattern),
        where('person.principalName', 'ilike', pattern),
        where('person.email', 'ilike', pattern),
      ]),
    )
  }
  if (cursor !== undefined) {
    const [name, id] = readCursor(cursor)
    select = select.where(
      forward
        ? raw<boolean>`(lower(person.display_name), person.id) > (${name}, ${id}::uuid)`
        : raw<boolean>`(lower(person.display_name), person.id) < (${name}, ${id}::uuid)`,
    )
  }
  const direction = forward ? 'asc' : 'desc'
  const rows = await select
    .orderBy('sortName', direction)
    .orderBy('person.id', direction)
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last !== undefined
  return {
    people: page.map(toView),
    ...(more && { next: writeCursor([last.sortName, last.id] satisfies PeopleCursor) }),
  }
}
