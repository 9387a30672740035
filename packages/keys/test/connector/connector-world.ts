import { randomUUID } from 'node:crypto'
import { systemClock, systemRandom } from '@holdfast/base'
import {
  type Channel,
  ConnectorHub,
  type ConnectorPolicy,
  channelPair,
  connectorPolicy,
  type GivenOrRefused,
  hubProvider,
  Identity,
  KeyHolder,
  type KeySlot,
  newEkey,
  newKeyPair,
  obtainKey,
  PolicyKeeper,
  sealSlot,
  serveKeys,
} from '../../src/index.ts'

export const ekey = newEkey(systemRandom)

export interface Enrolled {
  readonly holder: KeyHolder
  readonly identity: Identity
  readonly slot: KeySlot
}

/** A server's hub, and connectors that are enrolled with it, in one process. */
export class ConnectorWorld implements Disposable {
  readonly server = Identity.create(systemRandom)
  readonly known = new Map<string, Buffer>()
  readonly changes: string[] = []
  readonly hub = new ConnectorHub({
    identity: this.server,
    random: systemRandom,
    clock: systemClock,
    identityOf: async (id) => this.known.get(id),
    enrol: async () => {
      throw new Error('nobody is enrolled here')
    },
    onChange: (id, isConnected) => this.changes.push(`${this.#names.get(id)} ${isConnected ? 'on' : 'off'}`),
  })
  readonly log: GivenOrRefused[] = []
  readonly #names = new Map<string, string>()

  async enrolled(name: string): Promise<Enrolled> {
    const holder = await KeyHolder.open({ id: randomUUID(), name, kind: 'connector' }, await newKeyPair())
    const identity = Identity.create(systemRandom)
    this.known.set(holder.id, identity.publicKey)
    this.#names.set(holder.id, name)
    const context = { vaultId: randomUUID(), slotId: randomUUID(), purpose: 'ekey', keyVersion: 1 } as const
    const slot = await sealSlot(ekey, context, { providerId: holder.id, publicKey: holder.publicKey }, 0)
    return { holder, identity, slot }
  }

  /** Connects, and resolves when the server is known to be the right one. */
  async connect(
    { holder, identity }: Enrolled,
    {
      policy = {},
      server = this.server.publicKey,
    }: { policy?: Partial<ConnectorPolicy>; server?: Buffer } = {},
  ): Promise<Connected> {
    const [own, other] = channelPair()
    const stop = new AbortController()
    const serving = this.hub.serve(other)
    const ready = Promise.withResolvers<void>()
    const ended = serveKeys(own, {
      holder,
      identity,
      server,
      policy: new PolicyKeeper(connectorPolicy.parse(policy)),
      clock: systemClock,
      random: systemRandom,
      onReady: ready.resolve,
      log: (entry) => this.log.push(entry),
      signal: stop.signal,
    }).then(
      () => ready.reject(new Error('the connection ended')),
      (error) => {
        ready.reject(error)
        throw error
      },
    )
    ended.catch(() => {})
    await ready.promise
    return {
      channel: own,
      ended,
      stop: async () => {
        stop.abort()
        await Promise.all([serving, ended])
      },
    }
  }

  async obtain(...enrolled: readonly Enrolled[]) {
    const slots = enrolled.map(({ slot }) => slot)
    const providers = enrolled.map(({ holder }) => hubProvider(this.hub, holder))
    return await obtainKey(slots, providers, {
      use: { reason: 'backup', jobId: 'job 1' },
      clock: systemClock,
      newId: randomUUID,
      patience: 1_000,
    })
  }

  [Symbol.dispose](): void {
    this.hub[Symbol.dispose]()
  }
}

export interface Connected {
  readonly channel: Channel
  readonly ended: Promise<void>
  stop(): Promise<void>
}
