import type { Clock } from '@holdfast/base'
import { CompiledQuery, type ControlledTransaction } from 'kysely'
import { controlErrors } from '../errors.ts'
import type { Database } from './database.ts'
import type { DatabaseLink, Statement, StatementResult } from './database-link.ts'
import type { Tables } from './tables.ts'

/** Milliseconds between two statements of a transaction: whoever takes longer must not hold everybody else up. */
const PATIENCE = 60_000

interface Open {
  readonly transaction: ControlledTransaction<Tables>
  /** Ends the wait for its next statement. */
  heard: AbortController
}

/** Lets one other process use the database. Dispose of it when that process has ended: what it left open is rolled back. */
export class SharedDatabase implements DatabaseLink, AsyncDisposable {
  readonly #database: Database
  readonly #clock: Clock
  readonly #open = new Map<string, Open>()
  #next = 0
  #isClosed = false

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  async execute({ sql, parameters }: Statement, id?: string): Promise<StatementResult> {
    const on = id === undefined ? this.#database.sql : this.#heardOf(id).transaction
    const { rows, numAffectedRows } = await on
      .withoutPlugins()
      .executeQuery(CompiledQuery.raw(sql, [...parameters]))
    return { rows, ...(numAffectedRows !== undefined && { numAffectedRows }) }
  }

  async begin(): Promise<string> {
    const transaction = await this.#database.sql.startTransaction().execute()
    // Whoever asked may have gone while it waited for its turn.
    if (this.#isClosed) {
      await transaction.rollback().execute()
      throw controlErrors.HF_TRANSACTION_ENDED()
    }
    const id = String(this.#next++)
    this.#open.set(id, { transaction, heard: new AbortController() })
    this.#waitFor(id)
    return id
  }

  async end(id: string, how: 'commit' | 'rollback'): Promise<void> {
    const { transaction, heard } = this.#take(id)
    heard.abort()
    await transaction[how]().execute()
  }

  async executeText(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    return await this.#database.queue.executeSql(text, values)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled([...this.#open.keys()].map((id) => this.end(id, 'rollback')))
  }

  #heardOf(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw controlErrors.HF_TRANSACTION_ENDED()
    open.heard.abort()
    open.heard = new AbortController()
    this.#waitFor(id)
    return open
  }

  #take(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw controlErrors.HF_TRANSACTION_ENDED()
    this.#open.delete(id)
    return open
  }

  #waitFor(id: string): void {
    const heard = this.#open.get(id)?.heard.signal
    if (heard === undefined) return
    this.#clock
      .sleep(PATIENCE, heard)
      .then(() => this.end(id, 'rollback'))
      .catch(() => {})
  }
}
