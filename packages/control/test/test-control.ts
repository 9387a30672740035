import { type Clock, type Random, seededRandom } from '@holdfast/base'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { type Control, createControl, type Database, type DatabasePlace, openDatabase } from '../src/index.ts'
import { emptyDump } from './empty-dump.ts'

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

// biome-ignore lint/style/noProcessEnv: whether the tests run on a server is said from outside
const SERVER = process.env.DATABASE_URL

/** Databases that a test of this file is done with: making one takes longer than most tests. */
const idle: Database[] = []
const places = new Map<Database, DatabasePlace>()

afterAll(async () => {
  for (const [database, place] of places) {
    await database[Symbol.asyncDispose]()
    if ('url' in place) await administer(`drop database "${nameOf(place.url)}" with (force)`)
  }
})

/** A control plane on an empty database: embedded, or on the server of DATABASE_URL a database of its own. */
export async function testControl(options: { random?: Random } = {}): Promise<TestControl> {
  const { random = seededRandom(1) } = options
  const clock = new TestClock()
  const database = idle.pop() ?? (await newDatabase())
  return {
    ...createControl(database, { clock, random }),
    clock,
    async [Symbol.asyncDispose]() {
      await empty(database)
      idle.push(database)
    },
  }
}

async function newDatabase(): Promise<Database> {
  const place = await emptyDatabase()
  const database = await openDatabase(place)
  places.set(database, place)
  return database
}

async function empty({ queue }: Database): Promise<void> {
  const { rows } = await queue.executeSql(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'public' and tablename not in ('migration', 'migration_lock')`,
  )
  const names = rows.map((row: { name: string }) => row.name)
  await queue.executeSql(`truncate ${names.join(', ')} restart identity cascade`)
}

let databases = 0

/** A place for a database that nobody else uses. */
export async function emptyDatabase(): Promise<DatabasePlace> {
  if (SERVER === undefined) return { folder: 'memory://', dump: await emptyDump() }
  const name = `holdfast_test_${process.pid}_${++databases}`
  await administer(`drop database if exists "${name}" with (force)`)
  await administer(`create database "${name}"`)
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  return { url: url.href }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

/** How many rows a table has. */
export async function countOf({ sql: database }: Control, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database)
  return rows[0]?.n ?? 0
}
