import type { PGlite } from '@electric-sql/pglite'
import { Semaphore } from '@holdfast/base'
import { type DatabaseConnection, type Driver, PGliteDialect } from 'kysely'

/**
 * Kysely's dialect for the embedded PostgreSQL, one query or transaction after another. There is a single session: left
 * to itself, the dialect lets whatever runs beside a transaction become a part of it, and end with it. Inside a
 * transaction, use the transaction: another query would wait for its end for ever.
 */
export class EmbeddedDialect extends PGliteDialect {
  constructor(pglite: PGlite) {
    super({ pglite })
  }

  override createDriver(): Driver {
    return new OneAtATime(super.createDriver())
  }
}

class OneAtATime implements Driver {
  readonly #driver: Driver
  readonly #turn = new Semaphore(1)
  #giveBack: (() => void) | undefined
  readonly beginTransaction: Driver['beginTransaction']
  readonly commitTransaction: Driver['commitTransaction']
  readonly rollbackTransaction: Driver['rollbackTransaction']
  readonly destroy: Driver['destroy']
  readonly init: Driver['init']

  constructor(driver: Driver) {
    this.#driver = driver
    this.init = driver.init.bind(driver)
    this.beginTransaction = driver.beginTransaction.bind(driver)
    this.commitTransaction = driver.commitTransaction.bind(driver)
    this.rollbackTransaction = driver.rollbackTransaction.bind(driver)
    this.destroy = driver.destroy.bind(driver)
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const giveBack = await this.#turn.acquire()
    try {
      const connection = await this.#driver.acquireConnection()
      this.#giveBack = giveBack
      return connection
    } catch (error) {
      giveBack()
      throw error
    }
  }

  async releaseConnection(): Promise<void> {
    const giveBack = this.#giveBack
    this.#giveBack = undefined
    giveBack?.()
  }
}
