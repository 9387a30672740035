import { z } from 'zod'
import { type Actor, COMMAND_LINE_ID } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'

const uuid = z.uuid()

/** Names of the accounts that asked for jobs, by id. A person learns of nobody but themselves. */
export async function requesterNames(
  sql: Sql,
  actor: Actor,
  requesters: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = [...new Set(requesters)].filter((id) => uuid.safeParse(id).success)
  const asked = actor.role === 'person' ? accounts.filter((id) => id === actor.id) : accounts
  if (asked.length === 0) return new Map()
  const rows = await sql.selectFrom('account').select(['id', 'name']).where('id', 'in', asked).execute()
  return new Map([
    ...(asked.includes(COMMAND_LINE_ID) ? [[COMMAND_LINE_ID, 'Command line'] as const] : []),
    ...rows.map(({ id, name }) => [id, name] as const),
  ])
}
