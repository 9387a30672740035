import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { z } from 'zod'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Tables } from '../database/tables.ts'

/** Which people are wanted; everything that is said must hold. */
export const peopleFilter = z.strictObject({
  /** A part of the display name, the sign-in name or the e-mail address. */
  search: z.string().trim().max(256).optional(),
  profileId: z.uuid().optional(),
  /** Without one, active and preserved people. */
  state: z.enum(['active', 'preserved', 'deleted']).optional(),
  /** Of the OneDrive. */
  app: z.enum(['enabled', 'disabled', 'deleted']).optional(),
  /** How the last backup ended. */
  status: z.enum(['never', 'success', 'errors', 'failed']).optional(),
})

export type PeopleFilter = z.input<typeof peopleFilter>

type Joined = Tables & { onedrive: Tables['onedrive'] }

/** The people who are asked for and may be seen, for the `where` of a query of people with their OneDrives. */
export function matchingPeople(actor: Actor, filter: z.output<typeof peopleFilter>) {
  const { search, profileId, state, app, status } = filter
  return (query: ExpressionBuilder<Joined, 'person' | 'onedrive'>): Expression<SqlBool> => {
    const limits: Expression<SqlBool>[] = [visiblePeople(actor)(query as never)]
    limits.push(query('person.state', 'in', state ? [state] : ['active', 'preserved']))
    if (profileId !== undefined) limits.push(query('person.profileId', '=', profileId))
    if (app !== undefined) limits.push(query('onedrive.state', '=', app))
    if (status !== undefined) limits.push(query('onedrive.lastStatus', '=', status))
    if (search) limits.push(query('person.searchText', 'like', patternOf(search)))
    return query.and(limits)
  }
}

function patternOf(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}
