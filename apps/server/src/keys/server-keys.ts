import {
  activeProviders,
  checkKeyProviders,
  type Duty,
  kmsSettings,
  openConnectorHub,
  type ProviderConnection,
  type RenewedSlots,
  retryWaiting,
  type SecretControl,
  SOON,
  tryKms,
} from '@holdfast/control'
import type { ConnectorHub } from '@holdfast/keys'
import type { KeyServices } from '../services.ts'
import { type LocalConnector, startLocalConnector } from './local-connector.ts'
import { type KmsAccess, openKmsWith } from './open-kms.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Vaults whose slots are looked after at a time. */
const AT_ONCE = 50

/** Everything that a server does with those who hold keys. */
export class ServerKeys implements KeyServices {
  readonly hub: ConnectorHub
  readonly openKms: KeyServices['openKms']
  /** The one that runs in this process, with its key in the data directory. */
  #local: LocalConnector | undefined
  /** Told each time somebody can be asked who could not before, or the other way round. */
  onConnections: () => void = () => {}
  readonly #control: SecretControl
  #wake: (duty: string) => void = () => {}
  readonly #onError: (message: string, error: unknown) => void

  private constructor(
    control: SecretControl,
    hub: ConnectorHub,
    access: KmsAccess,
    onError: (message: string, error: unknown) => void,
  ) {
    this.#control = control
    this.hub = hub
    this.openKms = openKmsWith(access)
    this.#onError = onError
  }

  /** Raises HF_KEY_MALFORMED. */
  static async open(
    control: SecretControl,
    options: KmsAccess & {
      readonly dataDirectory: string
      readonly stack: AsyncDisposableStack
      readonly onError: (message: string, error: unknown) => void
    },
  ): Promise<ServerKeys> {
    const { dataDirectory, stack, onError } = options
    let keys: ServerKeys | undefined
    const hub = stack.use(
      await openConnectorHub(control, (id, isConnected) => {
        keys?.since(id, isConnected)
        keys?.onConnections()
        if (isConnected) void keys?.returned(id)
      }),
    )
    keys = new ServerKeys(control, hub, options, onError)
    const local = await startLocalConnector(control, hub, dataDirectory)
    if (local) stack.use(local)
    keys.#local = local
    return keys
  }

  get hasLocalConnector(): boolean {
    return this.#local !== undefined
  }

  connectionOf(providerId: string): ProviderConnection {
    return {
      isConnected: this.isConnected(providerId),
      since: this.#since.get(providerId) ?? null,
      problem: this.#problemOf(providerId) ?? null,
      isLocal: providerId === this.#local?.providerId,
    }
  }

  /** Somebody can be asked from now on, or cannot any more. */
  since(providerId: string, isConnected: boolean): void {
    if (isConnected) this.#since.set(providerId, new Date(this.#control.clock.now()))
    else this.#since.delete(providerId)
  }

  isConnected(providerId: string): boolean {
    return this.hub.isConnected(providerId) || this.#services.has(providerId)
  }

  turnAway(providerId: string, reason: string): void {
    this.hub.turnAway(providerId, reason)
    for (const known of [this.#services, this.#problems, this.#since]) known.delete(providerId)
  }

  /** By `wake` a duty is done at once: whoever comes back is not kept waiting. */
  wakeBy(wake: (duty: string) => void): void {
    this.#wake = wake
  }

  renewSoon(): void {
    this.#wake('key slots')
  }

  /** A job got no key from anybody: who was taken for connected is looked at anew, at once. */
  doubt(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY
    this.#wake('key providers')
  }

  /** Backups that waited for a provider go on. */
  async returned(providerId: string): Promise<void> {
    try {
      await retryWaiting(this.#control, providerId)
      await checkKeyProviders(this.#control, (id) => this.#problemOf(id))
      this.#wake('backups')
      this.#wake('key slots')
    } catch (error) {
      this.#onError('backups that waited for a key are not due yet', error)
    }
  }

  /** What is done about keys without anybody asking, by whoever opens vaults. */
  duties(worker: { renewSlots(limit: number): Promise<RenewedSlots> }): Duty[] {
    return [
      {
        name: 'key providers',
        every: 20 * SECOND,
        run: async () => {
          await this.#lookAtServices()
          await checkKeyProviders(this.#control, (id) => this.#problemOf(id))
        },
      },
      {
        name: 'key slots',
        every: MINUTE,
        run: async () => {
          const { isFull } = await worker.renewSlots(AT_ONCE)
          return isFull ? SOON : undefined
        },
      },
    ]
  }

  /** Key management services that answered when they were last looked at, and what was wrong with the others. */
  readonly #services = new Set<string>()
  readonly #problems = new Map<string, string>()
  /** Since when those are connected who are. */
  readonly #since = new Map<string, Date>()
  #lookedAt = Number.NEGATIVE_INFINITY

  async #lookAtServices(): Promise<void> {
    const { clock, sql } = this.#control
    const isTime = clock.now() - this.#lookedAt >= 5 * MINUTE
    if (isTime) this.#lookedAt = clock.now()
    for (const row of await activeProviders(sql)) {
      // One that is new, or did not answer, is looked at each time.
      if (row.kind !== 'kms' || (this.#services.has(row.id) && !isTime)) continue
      try {
        await tryKms(this.openKms(kmsSettings.parse(row.settings)), this.#control)
        const wasAway = this.#problems.delete(row.id)
        if (!this.#services.has(row.id)) this.since(row.id, true)
        this.#services.add(row.id)
        if (wasAway) await this.returned(row.id)
      } catch (error) {
        this.#services.delete(row.id)
        this.since(row.id, false)
        this.#problems.set(row.id, error instanceof Error ? error.message : String(error))
      }
    }
  }

  #problemOf(id: string): string | undefined {
    if (this.isConnected(id)) return undefined
    return this.#problems.get(id) ?? 'it has no connection to this server'
  }
}
