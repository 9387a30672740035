import type { Sql } from '../database/database.ts'
import { licenceUse } from './licence-use.ts'

/** Active licences in use, and how many may be used with the buffer; null for no limit. */
export async function seatsInUse(
  sql: Sql,
): Promise<{ readonly used: number; readonly limit: number | null }> {
  const { active } = await licenceUse({ sql })
  return { used: active.used, limit: active.seats === null ? null : active.seats + active.buffer }
}
