import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'

/** Rows, and parts of a table's rows, that must have changed (PostgreSQL's autovacuum_vacuum_threshold, _scale_factor and so on). */
const ROWS = 50
const DEAD_PART = 0.2
const CHANGED_PART = 0.1

/**
 * Does for the embedded database what autovacuum does for a server, by the same rules, for it has nobody else to do it:
 * removes the dead rows of the tables that have many, and counts anew those that changed much, without which queries are
 * planned blindly. A table at a time: other queries get their turns in between. Gives the tables that were done; none on
 * a server. Source of the rules: https://www.postgresql.org/docs/18/routine-vacuuming.html#AUTOVACUUM
 */
export async function vacuumTables(
  { sql, database }: Pick<Control, 'sql' | 'database'>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  if (database.kind === 'server') return []
  const { rows } = await raw<{ schema: string; name: string }>`
    select changes.schemaname as schema, changes.relname as name
    from pg_stat_user_tables as changes join pg_class on pg_class.oid = changes.relid
    where changes.n_dead_tup > ${ROWS} + ${DEAD_PART} * greatest(reltuples, 0)
      or changes.n_mod_since_analyze > ${ROWS} + ${CHANGED_PART} * greatest(reltuples, 0)
    order by changes.relid`.execute(sql)
  for (const { schema, name } of rows) {
    signal?.throwIfAborted()
    await raw`vacuum (analyze) ${raw.id(schema, name)}`.execute(sql)
  }
  return rows.map(({ schema, name }) => `${schema}.${name}`)
}
