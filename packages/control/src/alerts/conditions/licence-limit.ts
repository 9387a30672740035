import type { Sql } from '../../database/database.ts'

/** Licences in use, and how many there are; null for no limit. */
export type SeatsOf = (sql: Sql) => Promise<{ readonly used: number; readonly limit: number | null }>

/** One finding while every licence is in use. */
export async function licenceLimit(sql: Sql, seats: SeatsOf) {
  const { used, limit } = await seats(sql)
  return limit !== null && used >= limit ? [{ subject: 'organisation', details: { used, limit } }] : []
}
