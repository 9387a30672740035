import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Statements one after another: the embedded database takes one at a time. */
export function statements(...texts: readonly string[]): Migration {
  return {
    async up(database) {
      for (const text of texts) await sql.raw(text).execute(database)
    },
  }
}
