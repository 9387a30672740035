import { type RawBuilder, sql as raw } from 'kysely'
import { z } from 'zod'

/** What a list of people can be sorted by. */
export const PEOPLE_SORTS = ['name', 'lastSuccess', 'bytes', 'status', 'error'] as const

export type PeopleSort = (typeof PEOPLE_SORTS)[number]

/** One of the values by which rows are in order: never null, and an index of the database has it just so. */
interface OrderValue {
  readonly value: RawBuilder<unknown>
  readonly type: RawBuilder<unknown>
  /** What a cursor may hold of it. */
  readonly text: z.ZodType<string>
}

const uuid = { type: raw`uuid`, text: z.uuid() }
const text = { type: raw`text`, text: z.string().regex(/^[^\0]*$/) }

const succeeded: OrderValue = {
  value: raw`coalesce(onedrive.last_success_at, '-infinity')`,
  type: raw`timestamptz`,
  text: z
    .string()
    .regex(
      /^(?:-infinity|\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d){0,2})$/,
    ),
}
const ownOneDrive: OrderValue = { value: raw`onedrive.person_id`, ...uuid }

/** The worst first. */
const status: OrderValue = {
  value: raw`array_position(array['failed', 'errors', 'never', 'success'], onedrive.last_status)`,
  type: raw`integer`,
  text: z.string().regex(/^[1-4]$/),
}

/**
 * What rows are in order by, the person's id at last, so that no two are equal. All but the name are of the OneDrive, and
 * of one table, so that an index gives any page at once. Among equals those are first who have waited longest.
 */
export const ORDERS: Readonly<Record<PeopleSort, readonly OrderValue[]>> = {
  name: [
    { value: raw`lower(person.display_name)`, ...text },
    { value: raw`person.id`, ...uuid },
  ],
  lastSuccess: [succeeded, ownOneDrive],
  bytes: [
    { value: raw`onedrive.bytes`, type: raw`bigint`, text: z.string().regex(/^\d{1,18}$/) },
    ownOneDrive,
  ],
  status: [status, succeeded, ownOneDrive],
  error: [
    { value: raw`(onedrive.last_error_code is null)`, type: raw`boolean`, text: z.enum(['true', 'false']) },
    { value: raw`coalesce(onedrive.last_error_code, '')`, ...text },
    succeeded,
    ownOneDrive,
  ],
}
