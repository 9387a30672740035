import { type Clock, type Random, seededRandom } from '@holdfast/base'
import { sql } from 'kysely'
import { type Control, createControl, type Database, openDatabase } from '../src/index.ts'
import { emptyDatabase } from './empty-database.ts'

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #now = Date.parse('2026-03-02T09:00:00Z')

  now(): number {
    return this.#now
  }

  advance(ms: number): void {
    this.#now += ms
  }

  /** Time passes at once for whoever waits. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.#now += ms
  }
}

export interface TestControl extends Control, AsyncDisposable {
  readonly clock: TestClock
}

/** Databases that a test is done with, for whichever test of this process comes next: making one takes longer than most tests. */
const idle: Database[] = []

/** A control plane on an empty database: embedded, or on the server of DATABASE_URL a database of its own. */
export async function testControl(options: { random?: Random } = {}): Promise<TestControl> {
  const { random = seededRandom(1) } = options
  const clock = new TestClock()
  const database = idle.pop() ?? (await openDatabase(await emptyDatabase()))
  return {
    ...createControl(database, { clock, random }),
    clock,
    async [Symbol.asyncDispose]() {
      await empty(database)
      idle.push(database)
    },
  }
}

/**
 * Every row goes, those of the queue as well; the tables stay. Deleting takes a twentieth of the time of truncating, but
 * leaves its traces, so that what has grown large is truncated. Neither triggers nor references have a say.
 */
async function empty({ queue }: Database): Promise<void> {
  await queue.executeSql(`do $$
    declare name text;
    begin
      set local session_replication_role = replica;
      for name in
        select c.oid::regclass from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'pgboss')
          and c.relname not in ('migration', 'migration_lock', 'version')
      loop
        if pg_relation_size(name::regclass) < 1000000 then execute 'delete from ' || name;
        else execute 'truncate ' || name || ' cascade';
        end if;
      end loop;
      for name in select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname = 'public'
      loop
        execute 'alter sequence ' || name || ' restart';
      end loop;
    end $$`)
}

/** How many rows a table has. */
export async function countOf({ sql: database }: Control, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database)
  return rows[0]?.n ?? 0
}
