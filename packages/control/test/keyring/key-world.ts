import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@holdfast/base'
import {
  type ConnectorHub,
  channelPair,
  connectorPolicy,
  enrol,
  type GivenOrRefused,
  hubProvider,
  Identity,
  KeyHolder,
  type KeyPair,
  newKeyPair,
  PolicyKeeper,
  parseEnrolmentToken,
  runConnector,
} from '@holdfast/keys'
import {
  createEnrolment,
  ensureDefaultProfile,
  ensureLocalStorage,
  Keyring,
  kmsProviderOf,
  type OpenKms,
  openConnectorHub,
  SecretBox,
  type SecretControl,
  systemActor,
  VaultStore,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'

const actor = systemActor('test')

/** A connector of a test: its key, and what stops it. */
export interface TestConnector extends AsyncDisposable {
  readonly id: string
  readonly pair: KeyPair
  readonly identity: Identity
  readonly server: Buffer
  readonly log: readonly GivenOrRefused[]
}

/** A database, a storage, a hub, and as many connectors as a test wants. */
export class KeyWorld implements AsyncDisposable {
  readonly control: SecretControl
  readonly hub: ConnectorHub
  readonly keyring: Keyring
  readonly vaults: VaultStore
  /** Who came and went. */
  readonly changes: string[]
  readonly #test: TestControl

  private constructor(
    test: TestControl,
    control: SecretControl,
    hub: ConnectorHub,
    changes: string[],
    openKms?: OpenKms,
  ) {
    this.#test = test
    this.control = control
    this.hub = hub
    this.changes = changes
    this.keyring = new Keyring(control, {
      providerOf: (row) =>
        row.kind === 'kms' && openKms ? kmsProviderOf(row, openKms) : hubProvider(hub, row),
    })
    this.vaults = new VaultStore(control, this.keyring, systemClock)
  }

  static async make(openKms?: OpenKms): Promise<KeyWorld> {
    const test = await testControl()
    const secrets = new SecretBox('a key of the test', [Buffer.alloc(32, 9)], test.random)
    const control = { ...test, clock: systemClock, secrets }
    await ensureDefaultProfile(control)
    await ensureLocalStorage(control, mkdtempSync(join(tmpdir(), 'holdfast-keys-')))
    const changes: string[] = []
    const hub = await openConnectorHub(control, (id, isConnected) =>
      changes.push(`${isConnected ? '+' : '-'}${id}`),
    )
    return new KeyWorld(test, control, hub, changes, openKms)
  }

  /** A token as an administrator makes it. */
  async invite(input: Parameters<typeof createEnrolment>[2] = {}) {
    const { token } = await createEnrolment(this.control, actor, input, 'ws://localhost/connect')
    return parseEnrolmentToken(token)
  }

  /** A new connector, which is connected. */
  async connector(
    name = 'Connector',
    input: Parameters<typeof createEnrolment>[2] = {},
  ): Promise<TestConnector> {
    const pair = await newKeyPair()
    const identity = Identity.create(this.control.random)
    return await this.#connect(name, pair, identity, input)
  }

  /** One that was enrolled before, at a hub that does not know it any more. */
  async again({ pair, identity }: TestConnector, name = 'Connector'): Promise<TestConnector> {
    return await this.#connect(name, pair, identity, {})
  }

  async #connect(
    name: string,
    pair: KeyPair,
    identity: Identity,
    input: Parameters<typeof createEnrolment>[2],
  ) {
    const token = await this.invite(input)
    const { random } = this.control
    const id = await enrol(this.#dial(), token, { name, identity, publicKey: pair.publicKey }, random)
    return await this.run({ id, pair, identity, server: token.server })
  }

  /** Runs a connector that is enrolled, until it is disposed of. */
  async run({
    id,
    pair,
    identity,
    server,
  }: Pick<TestConnector, 'id' | 'pair' | 'identity' | 'server'>): Promise<TestConnector> {
    const stop = new AbortController()
    const log: GivenOrRefused[] = []
    const holder = await KeyHolder.open({ id, name: id, kind: 'connector' }, pair)
    const ready = Promise.withResolvers<void>()
    const running = runConnector({
      holder,
      identity,
      server,
      policy: new PolicyKeeper(connectorPolicy.parse({})),
      clock: systemClock,
      random: this.control.random,
      dial: async () => this.#dial(),
      log: (entry) => log.push(entry),
      onReady: ready.resolve,
      signal: stop.signal,
    })
    await ready.promise
    return {
      id,
      pair,
      identity,
      server,
      log,
      [Symbol.asyncDispose]: async () => {
        stop.abort()
        await running
        // The hub hears of it a moment later.
        while (this.hub.isConnected(id)) await systemClock.sleep(1)
      },
    }
  }

  #dial() {
    const [ours, theirs] = channelPair()
    void this.hub.serve(theirs)
    return ours
  }

  /** The same keys, as another process has them. */
  another(): Keyring {
    return new Keyring(this.control, { providerOf: (row) => hubProvider(this.hub, row) })
  }

  async vault(): Promise<string> {
    return await this.vaults.add(this.control.sql, null)
  }

  async slots(vaultId: string) {
    const rows = await this.control.sql
      .selectFrom('keySlot')
      .selectAll()
      .where('vaultId', '=', vaultId)
      .execute()
    return rows.map(({ slot }) => slot)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hub[Symbol.dispose]()
    await this.#test[Symbol.asyncDispose]()
  }
}
