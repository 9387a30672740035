import type { Clock } from '@holdfast/base'
import { GraphClient, type GraphConnection, type Purpose, RequestBudget } from '@holdfast/graph'
import { VERSION } from '../version.ts'
import type { GraphSource } from './graph-source.ts'

/** Clients for the one organisation that was named at the start, all under one budget. */
export class NamedGraphSource implements GraphSource {
  readonly #connection: GraphConnection
  readonly #clock: Clock
  readonly #budget: RequestBudget
  readonly #clients = new Map<Purpose, GraphClient>()

  constructor(connection: GraphConnection, clock: Clock) {
    this.#connection = connection
    this.#clock = clock
    this.#budget = new RequestBudget({ clock })
  }

  async isConnected(): Promise<boolean> {
    return true
  }

  async client(purpose: Purpose): Promise<GraphClient> {
    const known = this.#clients.get(purpose)
    if (known) return known
    const client = new GraphClient({
      connection: this.#connection,
      budget: this.#budget,
      purpose,
      version: VERSION,
      clock: this.#clock,
    })
    this.#clients.set(purpose, client)
    return client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.values()) await client[Symbol.asyncDispose]()
  }
}
