import type { Sql } from '@holdfast/control'
import { sql as raw } from 'kysely'

/** All rows of an embedded database, for putting them back as they were: destructive requests then starve no others. */
export class TableCopy {
  readonly #sql: Sql
  readonly #tables: readonly string[]

  private constructor(sql: Sql, tables: readonly string[]) {
    this.#sql = sql
    this.#tables = tables
  }

  static async take(sql: Sql): Promise<TableCopy> {
    const { rows } = await raw<{ name: string }>`
      select format('%I', tablename) as name from pg_tables
      where schemaname = 'public' and tablename not in ('migration', 'migration_lock')`.execute(sql)
    const tables = rows.map(({ name }) => name)
    await raw`create schema kept`.execute(sql)
    for (const name of tables) {
      await raw.raw(`create table kept.${name} as table public.${name}`).execute(sql)
    }
    return new TableCopy(sql, tables)
  }

  async restore(): Promise<void> {
    const inserts = this.#tables.map(
      (name) => `insert into public.${name} overriding system value select * from kept.${name};`,
    )
    // As a replica: rows may come before those that they refer to.
    const block = `do $restore$ begin
      set local session_replication_role = replica;
      truncate ${this.#tables.map((name) => `public.${name}`).join(', ')} cascade;
      ${inserts.join('\n')}
    end $restore$`
    await raw.raw(block).execute(this.#sql)
  }
}
