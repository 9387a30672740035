import { kmsProviderOf, type OpenKms, type ProviderOf, type Row } from '@holdfast/control'
import type { KeyProvider } from '@holdfast/keys'
import type { ServerSide } from './contract.ts'

/** In the worker: those who hold keys. Connectors are asked through the server, services from here. */
export class RelayedProviders {
  readonly #ask: ServerSide['ask']
  readonly #openKms: OpenKms
  readonly #kms = new Map<string, KeyProvider>()
  #connected: ReadonlySet<string> = new Set()

  constructor(ask: ServerSide['ask'], openKms: OpenKms) {
    this.#ask = ask
    this.#openKms = openKms
  }

  set connected(ids: readonly string[]) {
    this.#connected = new Set(ids)
  }

  readonly providerOf: ProviderOf = (row) =>
    row.kind === 'kms' ? this.#service(row) : this.#behindServer(row)

  #service(row: Row<'keyProvider'>): KeyProvider | undefined {
    const known = this.#kms.get(row.id) ?? kmsProviderOf(row, this.#openKms)
    if (known) this.#kms.set(row.id, known)
    return known
  }

  #behindServer({ id, name, kind }: Row<'keyProvider'>): KeyProvider {
    const isConnected = (): boolean => this.#connected.has(id)
    return {
      id,
      name,
      kind,
      get isConnected() {
        return isConnected()
      },
      answer: (slot, question, use) => this.#ask(id, slot, question, use),
    }
  }
}
