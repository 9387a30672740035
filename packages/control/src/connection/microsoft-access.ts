import {
  createTokenProvider,
  type GraphConnection,
  RequestBudget,
  type TokenProvider,
  UsageFile,
} from '@holdfast/graph'
import type { Control } from '../control.ts'
import type { SecretControl } from '../secrets/secret-box.ts'

/** The control plane where rules need Microsoft 365. */
export type ConnectionControl = SecretControl & { readonly microsoft: MicrosoftAccess }

export interface MicrosoftAccessOptions {
  /** Instead of the cloud's hosts: an emulated organisation. Said by whoever starts the process, never by a setting. */
  readonly endpoints?: Pick<GraphConnection, 'authority' | 'graphRoot' | 'ca'>
  /** Our version, for the user agent. */
  readonly version?: string
  /** Where the count of what was asked of Microsoft outlives the process. */
  readonly usageFile?: string
  readonly onWarning?: (sentence: string) => void
}

interface SharedBudget {
  readonly licences: number
  readonly budget: RequestBudget
  readonly following?: AsyncDisposable
}

interface SharedTokens {
  credentialId: string
  provider: TokenProvider
}

/** What all clients of a process share: one budget for each organisation, and one token for each application. */
export class MicrosoftAccess implements AsyncDisposable {
  readonly options: MicrosoftAccessOptions
  readonly #clock: Control['clock']
  readonly #budgets = new Map<string, Promise<SharedBudget>>()
  readonly #tokens = new Map<string, SharedTokens>()

  constructor({ clock }: Pick<Control, 'clock'>, options: MicrosoftAccessOptions = {}) {
    this.#clock = clock
    this.options = options
  }

  /** The budget of an organisation; another one when the number of licences has changed. */
  async budgetOf(connection: GraphConnection, licences: number): Promise<RequestBudget> {
    const key = `${connection.cloud}/${connection.tenantId}`
    const known = this.#budgets.get(key)
    const shared = known?.then((before) =>
      before.licences === licences ? before : this.#newBudget(connection, licences, before),
    )
    const wanted = shared ?? this.#newBudget(connection, licences)
    this.#budgets.set(key, wanted)
    try {
      return (await wanted).budget
    } catch (error) {
      // The next one tries again.
      if (this.#budgets.get(key) === wanted) this.#budgets.delete(key)
      throw error
    }
  }

  /**
   * Tokens of an application. Whoever got them before goes on with the credential that is named last, and with `fresh`
   * ones, which may carry other permissions.
   */
  tokensOf(connection: GraphConnection, credentialId: string, fresh?: TokenProvider): TokenProvider {
    const key = JSON.stringify([connection.cloud, connection.tenantId, connection.clientId])
    const shared = this.#tokens.get(key)
    if (shared?.credentialId === credentialId && !fresh) return facade(shared)
    const provider = fresh ?? createTokenProvider(connection, { clock: this.#clock })
    if (shared) {
      Object.assign(shared, { credentialId, provider })
      return facade(shared)
    }
    const made = { credentialId, provider }
    this.#tokens.set(key, made)
    return facade(made)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const budgets = await Promise.allSettled(this.#budgets.values())
    this.#budgets.clear()
    for (const result of budgets)
      if (result.status === 'fulfilled') await result.value.following?.[Symbol.asyncDispose]()
  }

  async #newBudget(
    { tenantId, clientId }: GraphConnection,
    licences: number,
    before?: SharedBudget,
  ): Promise<SharedBudget> {
    const budget = new RequestBudget({ licences, clock: this.#clock })
    if (before) {
      await before.following?.[Symbol.asyncDispose]()
      // What Microsoft asked for holds for the organisation, not for a band.
      budget.pause(Math.max(0, before.budget.read().pausedUntil - this.#clock.now()))
    }
    const { usageFile, onWarning } = this.options
    if (usageFile === undefined) return { licences, budget }
    const usage = new UsageFile(usageFile, {
      tenantId,
      clientId,
      clock: this.#clock,
      ...(onWarning && { onWarning }),
    })
    await usage.tell(budget)
    return { licences, budget, following: usage.follow(budget) }
  }
}

function facade(shared: SharedTokens): TokenProvider {
  return { token: (options) => shared.provider.token(options) }
}
