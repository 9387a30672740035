import { type Clock, seededRandom, systemClock } from '@holdfast/base'
import {
  AttemptLimit,
  createControl,
  derivedVaultKeys,
  JobQueue,
  MicrosoftAccess,
  OidcSignIn,
  OpenVaults,
  openDatabase,
  SecretBox,
  type SecretControl,
  VaultStore,
} from '@holdfast/control'
import { GraphEmulator } from '@holdfast/graph-emulator'
import type { Kms } from '@holdfast/keys'
import { createServer, type Server } from '@holdfast/server'
import { FuzzClock } from './fuzz-clock.ts'
import { type SeededAccounts, seedAccounts } from './seed-accounts.ts'
import { seedBackups } from './seed-backups.ts'
import { endpointsOf, seedConnection } from './seed-connection.ts'
import { type SeededOrganisation, seedOrganisation } from './seed-organisation.ts'
import { type SeededPeople, seedPeople } from './seed-people.ts'
import { TableCopy } from './table-copy.ts'

/** A server on an embedded database in memory, with people, backups, jobs and accounts of every kind. */
export class FuzzWorld implements AsyncDisposable {
  readonly control: SecretControl & { readonly clock: FuzzClock }
  readonly server: Server
  readonly url: string
  readonly people: SeededPeople
  readonly accounts: SeededAccounts
  readonly organisation: SeededOrganisation
  /** Lines of the server's log since somebody last took them. */
  readonly #log: string[]
  readonly #rows: TableCopy
  readonly #stack: AsyncDisposableStack

  private constructor(
    parts: Pick<FuzzWorld, 'control' | 'server' | 'url' | 'people' | 'accounts' | 'organisation'>,
    log: string[],
    rows: TableCopy,
    stack: AsyncDisposableStack,
  ) {
    this.control = parts.control
    this.server = parts.server
    this.url = parts.url
    this.people = parts.people
    this.accounts = parts.accounts
    this.organisation = parts.organisation
    this.#log = log
    this.#rows = rows
    this.#stack = stack
  }

  static async make(seed: number, dump?: Blob): Promise<FuzzWorld> {
    await using stack = new AsyncDisposableStack()
    const clock = new FuzzClock()
    const random = seededRandom(seed)
    const database = stack.use(await openDatabase({ folder: 'memory://', ...(dump && { dump }) }))
    const secrets = new SecretBox('a key of the fuzzer', [random.bytes(32)], random)
    const microsoft = await GraphEmulator.start({ tls: true, seed })
    stack.defer(() => microsoft.close())
    const control = {
      ...createControl(database, { clock, random }),
      clock,
      secrets,
      // No fuzzed request leaves this machine.
      microsoft: stack.use(
        new MicrosoftAccess({ clock: systemClock }, { endpoints: endpointsOf(microsoft) }),
      ),
    }
    const queue = stack.use(await JobQueue.start(control))
    const vaults = new VaultStore(control, derivedVaultKeys(random.bytes(32)), shortWaits)
    const people = await seedPeople(control)
    await seedBackups(control, vaults, people)
    const organisation = await seedOrganisation(control, people)
    await seedConnection(control, microsoft)
    const accounts = await seedAccounts(control, people)
    clock.keep()
    const rows = await TableCopy.take(control.sql)
    const log: string[] = []
    const server = await createServer({
      control,
      queue,
      openVaults: new OpenVaults(control, vaults),
      readBudget: async () => undefined,
      keys: {
        connectionOf: () => ({ isConnected: false, since: null, problem: 'away', isLocal: false }),
        turnAway: () => {},
        renewSoon: () => {},
        openKms: () => openKms,
      },
      channels: { mail: unused, webhook: unused },
      mailer: { send: unused.send, publicUrl: async () => 'https://backup.contoso.example' },
      attempts: new AttemptLimit(clock),
      directory: async () => ({ findGroups: async () => [] }),
      organisationSignIn: new OidcSignIn(control),
      log: { level: 'error', stream: { write: (line) => log.push(line) } },
      rateLimit: false,
      trustProxy: '127.0.0.1',
    })
    stack.defer(() => server.stop({ graceMs: 1_000 }))
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    return new FuzzWorld({ control, server, url, people, accounts, organisation }, log, rows, stack.move())
  }

  /** Everything is as it was at first. */
  async reset(): Promise<void> {
    this.control.clock.reset()
    await this.#rows.restore()
  }

  takeLog(): readonly string[] {
    return this.#log.splice(0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }
}

/** A lock that settles takes no time. */
const shortWaits: Clock = {
  now: () => systemClock.now(),
  sleep: async (ms, signal) => (ms < 1_000 ? undefined : await systemClock.sleep(ms, signal)),
}

/** No alert leaves the fuzzer. */
const unused = { send: async () => {} }

/** A service that wraps nothing: what is asked of real ones is no matter of requests to us. */
const openKms: Kms = {
  name: 'a service of the test',
  wrap: async (secret) => Buffer.from(secret),
  unwrap: async (wrapped) => Buffer.from(wrapped),
  rewrap: async (wrapped) => Buffer.from(wrapped),
}
