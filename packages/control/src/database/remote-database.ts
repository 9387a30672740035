import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { camelCase, type Database } from './database.ts'
import type { DatabaseLink } from './database-link.ts'
import type { Tables } from './tables.ts'

/**
 * The database of a server in another process: everything that works with a database works with this one. A process that
 * opens vaults needs it, and the embedded database has a single user.
 */
export function remoteDatabase(link: DatabaseLink, kind: Database['kind']): Database {
  const sql = new Kysely<Tables>({ dialect: remoteDialect(link), plugins: [camelCase()] })
  return {
    sql,
    kind,
    queue: { executeSql: (text, values) => link.executeText(text, values) },
    [Symbol.asyncDispose]: () => sql.destroy(),
  }
}

function remoteDialect(link: DatabaseLink): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new RemoteDriver(link),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** Connections are the other side's matter: here a connection is what remembers its transaction. */
class RemoteDriver implements Driver {
  readonly #link: DatabaseLink

  constructor(link: DatabaseLink) {
    this.#link = link
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<RemoteConnection> {
    return new RemoteConnection(this.#link)
  }

  async beginTransaction(connection: RemoteConnection): Promise<void> {
    connection.transaction = await this.#link.begin()
  }

  async commitTransaction(connection: RemoteConnection): Promise<void> {
    await this.#end(connection, 'commit')
  }

  async rollbackTransaction(connection: RemoteConnection): Promise<void> {
    await this.#end(connection, 'rollback')
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}

  async #end(connection: RemoteConnection, how: 'commit' | 'rollback'): Promise<void> {
    const { transaction } = connection
    connection.transaction = undefined
    if (transaction !== undefined) await this.#link.end(transaction, how)
  }
}

class RemoteConnection implements DatabaseConnection {
  readonly #link: DatabaseLink
  transaction: string | undefined

  constructor(link: DatabaseLink) {
    this.#link = link
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#link.execute({ sql, parameters }, this.transaction)
    return result as QueryResult<R>
  }

  // biome-ignore lint/correctness/useYield: it has nothing to give before it raises
  async *streamQuery<R>(): AsyncGenerator<QueryResult<R>> {
    throw new Error('a database in another process is read page by page, not as a stream')
  }
}
