import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../../access/actor.ts'
import type { Control } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { controlErrors } from '../../errors.ts'
import { parseInput } from '../../parse-input.ts'
import { parseScimFilter } from './scim-filter.ts'
import { safeName } from './scim-user.ts'

/** `preservedBy` of those whom the client withdrew: to it, they are gone. */
export const SCIM_REMOVED = 'scim-removed'

/** RFC 7644, section 3.4.2.4: places are counted from 1, and what is too small is 1 or 0. */
export const scimQuery = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: z.coerce
    .number()
    .int()
    .transform((index) => Math.max(1, index))
    .default(1),
  count: z.coerce
    .number()
    .int()
    .transform((count) => Math.min(Math.max(0, count), 200))
    .default(100),
})

export interface ScimList {
  readonly totalResults: number
  readonly startIndex: number
  readonly people: readonly Row<'person'>[]
}

/** The people whom a provisioning client may know of, whoever added them. */
export function selectScimPeople(sql: Sql, actor: Actor) {
  return sql
    .selectFrom('person')
    .selectAll()
    .where('state', 'in', ['active', 'preserved'])
    .where('preservedBy', 'is distinct from', SCIM_REMOVED)
    .where(visiblePeople(actor))
}

/** Needs `people:read`. Raises HF_INVALID, HF_SCIM_INVALID for a filter that is not understood. */
export async function listScimUsers(
  control: Control,
  actor: Actor,
  query: z.input<typeof scimQuery> = {},
): Promise<ScimList> {
  requirePermission(actor, 'people:read')
  const { filter, startIndex, count } = parseInput(scimQuery, query)
  let select = selectScimPeople(control.sql, actor)
  if (filter) {
    const { attribute, value } = parseScimFilter(filter)
    if (attribute === 'userName')
      select = select.where(raw`lower(principal_name)`, '=', safeName(value).toLowerCase())
    else if (attribute === 'externalId') select = select.where('externalId', '=', value)
    else select = select.where('id', '=', z.uuid().safeParse(value).success ? value : NOBODY)
  }
  const { total } = await select
    .clearSelect()
    .select((query) => query.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const people =
    count === 0
      ? []
      : await select
          .orderBy('createdAt')
          .orderBy('id')
          .offset(startIndex - 1)
          .limit(count)
          .execute()
  return { totalResults: total, startIndex, people }
}

/** Needs `people:read`. Raises HF_NOT_FOUND. */
export async function readScimUser(control: Control, actor: Actor, id: string): Promise<Row<'person'>> {
  requirePermission(actor, 'people:read')
  const person = z.uuid().safeParse(id).success
    ? await selectScimPeople(control.sql, actor).where('id', '=', id).executeTakeFirst()
    : undefined
  if (!person) throw controlErrors.HF_NOT_FOUND({ what: 'person', id })
  return person
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
