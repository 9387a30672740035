import { z } from 'zod'
import type { Sql } from '../database/database.ts'

/** How long what is deleted can be brought back. */
export const rollbackWindow = z.strictObject({ days: z.int().min(1).max(7).default(7) })

/** Milliseconds for which what is deleted now can be brought back: the setting `rollback-window`, or seven days. */
export async function rollbackTime(sql: Sql): Promise<number> {
  const row = await sql
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'rollback-window')
    .executeTakeFirst()
  return rollbackWindow.parse(row?.value ?? {}).days * 86_400_000
}
