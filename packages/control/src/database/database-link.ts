/** A statement as Kysely compiled it, its columns in the database's own names. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export interface StatementResult {
  readonly rows: unknown[]
  readonly numAffectedRows?: bigint | undefined
}

/** How another process reaches the database of a server, which holds its only connection. Everything can be sent as a message. */
export interface DatabaseLink {
  /** Executes a statement, in a transaction that was begun, or on its own. Raises what the database raises. */
  execute(statement: Statement, transaction?: string): Promise<StatementResult>
  /** Gives the id of a new transaction. */
  begin(): Promise<string>
  end(transaction: string, how: 'commit' | 'rollback'): Promise<void>
  /** For the queue: several statements may stand in one text. */
  executeText(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}
