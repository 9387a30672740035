import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { readCursor, writeCursor } from './people-cursor.ts'
import { matchingPeople, peopleFilter } from './people-filter.ts'
import { ORDERS, PEOPLE_SORTS } from './people-order.ts'
import { type PersonView, selectPeople, toView } from './person-view.ts'

export const peopleQuery = z.strictObject({
  ...peopleFilter.shape,
  /** By name, or by something of the OneDrive. */
  sort: z.enum(PEOPLE_SORTS).default('name'),
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
 * People in order, one page. Needs `people:read`. Raises HF_INVALID, also for a cursor that is none. Pages neither repeat
 * nor leave out anybody who stays in the same place.
 */
export async function listPeople(
  control: Control,
  actor: Actor,
  query: PeopleQuery = {},
): Promise<PeoplePage> {
  requirePermission(actor, 'people:read')
  const { sort, order, limit, cursor, ...filter } = parseInput(peopleQuery, query)
  const values = ORDERS[sort]
  const forward = order === 'ascending'
  const direction = forward ? raw`asc` : raw`desc`
  let select = selectPeople(control.sql)
    .select(raw<string[]>`array[${raw.join(values.map(({ value }) => raw`${value}::text`))}]`.as('place'))
    .where(matchingPeople(actor, filter))
  // Everybody has a OneDrive from the day they are added; said here, it lets the database go by its index.
  if (sort !== 'name') select = select.where('onedrive.id', 'is not', null)
  if (cursor !== undefined) {
    const place = readCursor(sort, cursor).map((each, i) => raw`${each}::${values[i]?.type ?? raw`text`}`)
    const row = raw.join(values.map(({ value }) => value))
    select = select.where(raw<boolean>`(${row}) ${forward ? raw`>` : raw`<`} (${raw.join(place)})`)
  }
  const rows = await select
    .orderBy(raw`${raw.join(values.map(({ value }) => raw`${value} ${direction}`))}`)
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last !== undefined
  return {
    people: page.map(({ place, ...row }) => toView(row)),
    ...(more && { next: writeCursor(sort, last.place) }),
  }
}
