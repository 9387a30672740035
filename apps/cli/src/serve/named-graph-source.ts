import type { Clock } from '@holdfast/base'
import { GraphClient, type GraphConnection, type Purpose, RequestBudget } from '@holdfast/graph'
import type { GraphSource } from '@holdfast/server'
import manifest from '../../package.json' with { type: 'json' }

export interface NamedGraphOptions {
  /** Undefined while no organisation is named. */
  readonly connection: GraphConnection | undefined
  readonly budget?: RequestBudget
  readonly clock: Clock
}

/** Clients for the one organisation that was named at the start, all under one budget. */
export class NamedGraphSource implements GraphSource, AsyncDisposable {
  readonly #options: NamedGraphOptions
  readonly #budget: RequestBudget
  readonly #clients = new Map<Purpose, GraphClient>()

  constructor(options: NamedGraphOptions) {
    this.#options = options
    this.#budget = options.budget ?? new RequestBudget({ clock: options.clock })
  }

  async isConnected(): Promise<boolean> {
    return this.#options.connection !== undefined
  }

  async client(purpose: Purpose): Promise<GraphClient> {
    const { connection, clock } = this.#options
    const known = this.#clients.get(purpose)
    if (known) return known
    const client = new GraphClient({
      ...(connection && { connection }),
      budget: this.#budget,
      purpose,
      version: manifest.version,
      clock,
    })
    this.#clients.set(purpose, client)
    return client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.values()) await client[Symbol.asyncDispose]()
  }
}
