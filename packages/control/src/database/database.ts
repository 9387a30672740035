import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Db, fromKysely, fromPglite } from 'pg-boss'
import { controlErrors } from '../errors.ts'
import { EmbeddedDialect } from './embedded-dialect.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

/** Rules and their queries work with either: the database itself, or a transaction in it. */
export type Sql = Kysely<Tables>

export interface Database extends AsyncDisposable {
  readonly sql: Sql
  readonly kind: 'embedded' | 'server'
  /** The same database, for the queue. */
  readonly queue: Db
}

/**
 * A folder for the embedded database (`memory://` for one that is gone afterwards), or the address of a server. A new
 * embedded one may begin as what a dump holds (PGlite's `dumpDataDir`), which takes a tenth of the time.
 */
export type DatabasePlace = { readonly folder: string; readonly dump?: Blob } | { readonly url: string }

/** PostgreSQL's number of 64-bit integers: counts and bytes, which all fit a JavaScript number here. */
const INT8 = 20

/**
 * Opens the database and brings its tables up to date. Raises HF_DATABASE_UNAVAILABLE, HF_DATABASE_TOO_NEW.
 * Two processes must not open one folder: the embedded database has a single user.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const database = 'url' in place ? openServer(place.url) : await openEmbedded(place)
  try {
    await migrate(database.sql)
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
  return database
}

async function openEmbedded({ folder, dump }: { folder: string; dump?: Blob }): Promise<Database> {
  const inMemory = folder.startsWith('memory://')
  let pglite: PGlite
  try {
    if (!inMemory) await mkdir(folder, { recursive: true, mode: 0o700 })
    pglite = await PGlite.create({
      dataDir: folder,
      ...(dump && { loadDataDir: dump }),
      parsers: { [INT8]: Number },
    })
  } catch (cause) {
    throw controlErrors.HF_DATABASE_UNAVAILABLE({ reason: reasonOf(cause) }, { cause })
  }
  const sql = new Kysely<Tables>({ dialect: new EmbeddedDialect(pglite), plugins: [camelCase()] })
  return {
    sql,
    kind: 'embedded',
    queue: fromPglite(pglite),
    [Symbol.asyncDispose]: () => sql.destroy(),
  }
}

function openServer(url: string): Database {
  const types = {
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      id === INT8 ? Number : pg.types.getTypeParser(id, format as 'text'),
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, types })
  // A connection that breaks while it is idle is replaced by the next call.
  pool.on('error', () => {})
  const sql = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [camelCase()] })
  return {
    sql,
    kind: 'server',
    queue: {
      executeSql: async (text, values) => {
        const result = await pool.query(text, values)
        // Several statements in one text give several results.
        const results = Array.isArray(result) ? result : [result]
        return { rows: results.flatMap(({ rows }) => rows ?? []) }
      },
    },
    [Symbol.asyncDispose]: () => sql.destroy(),
  }
}

/** The queue inside a transaction: what is sent through it is queued if the transaction holds, and else never was. */
export function queueIn(transaction: Sql): Db {
  return fromKysely(transaction)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Columns in snake case, values as they are. */
export function camelCase(): CamelCasePlugin {
  return new CamelCasePlugin({ maintainNestedObjectKeys: true })
}
