import type { GraphClient, Purpose } from '@holdfast/graph'
import { loadConnection } from './connection-setting.ts'
import { connectionState } from './connection-state.ts'
import type { ConnectionControl } from './microsoft-access.ts'
import { openGraphClient } from './open-graph-client.ts'
import { fingerprintOf } from './stored-state.ts'

interface Opened {
  /** Of the settings, as far as they matter to a client. */
  readonly state: string
  readonly client: GraphClient
}

/**
 * Clients for the organisation that the settings name: one for each purpose, shared by all who ask, and another one when
 * other applications or credentials are. A client of before goes on for whoever has it, with the new credential. Dispose of it at the end.
 */
export class ConnectedGraph implements AsyncDisposable {
  readonly #control: ConnectionControl
  readonly #opened = new Map<Purpose, Opened>()
  readonly #clients: GraphClient[] = []

  constructor(control: ConnectionControl) {
    this.#control = control
  }

  /** Whether the last look found that backups can be made. */
  async isConnected(): Promise<boolean> {
    const { backup } = await connectionState(this.#control, this.#control.sql)
    return backup.state === 'connected'
  }

  /** Raises HF_NOT_CONFIGURED, HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
  async client(purpose: Purpose): Promise<GraphClient> {
    const { value: connection } = await loadConnection(this.#control.sql)
    const state = `${fingerprintOf(connection, purpose)} ${connection.licences}`
    const known = this.#opened.get(purpose)
    if (known?.state === state) return known.client
    const client = await openGraphClient(this.#control, purpose)
    this.#clients.push(client)
    this.#opened.set(purpose, { state, client })
    return client
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients.splice(0)) await client[Symbol.asyncDispose]()
  }
}
