import type { Sql } from '@holdfast/control'
import { sql as raw } from 'kysely'

interface Table {
  readonly name: string
  /** Those that take values, for a list. */
  readonly columns: string
}

/** All rows of an embedded database, for putting them back as they were: destructive requests then starve no others. */
export class TableCopy {
  readonly #sql: Sql
  readonly #tables: readonly Table[]

  private constructor(sql: Sql, tables: readonly Table[]) {
    this.#sql = sql
    this.#tables = tables
  }

  static async take(sql: Sql): Promise<TableCopy> {
    // What a column makes of others (`generated always as`) is made again, and takes no value.
    const { rows: tables } = await raw<Table>`
      select format('%I', tablename) as name, (
        select string_agg(format('%I', column_name), ', ' order by ordinal_position) from information_schema.columns
        where table_schema = schemaname and table_name = tablename and is_generated = 'NEVER'
      ) as columns
      from pg_tables
      where schemaname = 'public' and tablename not in ('migration', 'migration_lock')`.execute(sql)
    await raw`create schema kept`.execute(sql)
    for (const { name } of tables) {
      await raw.raw(`create table kept.${name} as table public.${name}`).execute(sql)
    }
    return new TableCopy(sql, tables)
  }

  async restore(): Promise<void> {
    const inserts = this.#tables.map(
      ({ name, columns }) =>
        `insert into public.${name} (${columns}) overriding system value select ${columns} from kept.${name};`,
    )
    // As a replica: rows may come before those that they refer to.
    const block = `do $restore$ begin
      set local session_replication_role = replica;
      truncate ${this.#tables.map(({ name }) => `public.${name}`).join(', ')} cascade;
      ${inserts.join('\n')}
    end $restore$`
    await raw.raw(block).execute(this.#sql)
  }
}
