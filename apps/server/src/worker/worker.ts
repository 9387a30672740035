import { faultOf, hasCode, systemClock, systemRandom } from '@holdfast/base'
import {
  ConnectedGraph,
  type ConnectionControl,
  createControl,
  JobQueue,
  JobWorker,
  jobEnded,
  Keyring,
  MicrosoftAccess,
  OpenVaults,
  openSecretBox,
  remoteDatabase,
  renewSlots,
  VaultStore,
} from '@holdfast/control'
import type { BudgetReading } from '@holdfast/graph'
import { openKmsWith } from '../keys/open-kms.ts'
import type { GraphSource } from '../serve/graph-source.ts'
import { microsoftOptions } from '../serve/microsoft-options.ts'
import { NamedGraphSource } from '../serve/named-graph-source.ts'
import type { ServerSide, WorkerSettings, WorkerSide } from './contract.ts'
import { jobHandlers } from './job-handlers.ts'
import type { Link } from './link.ts'
import { OpenedSnapshots } from './opened-snapshots.ts'
import { RelayedProviders } from './relayed-providers.ts'

/** Opens vaults, for jobs and for whoever looks into them, in a process that does nothing else. */
export class Worker implements AsyncDisposable {
  readonly #control: ConnectionControl
  readonly #server: Link<ServerSide, WorkerSide>
  readonly #settings: WorkerSettings
  readonly #providers: RelayedProviders
  readonly #vaults: VaultStore
  readonly snapshots: OpenedSnapshots
  readonly #stack: AsyncDisposableStack
  #jobs: AsyncDisposable | undefined
  #graph: GraphSource | undefined

  private constructor(
    server: Link<ServerSide, WorkerSide>,
    settings: WorkerSettings,
    control: ConnectionControl,
    stack: AsyncDisposableStack,
  ) {
    this.#server = server
    this.#settings = settings
    this.#control = control
    this.#stack = stack
    this.#providers = new RelayedProviders(
      (...question) => server.ask(...question),
      openKmsWith({ transitToken: () => server.transitToken() }),
    )
    this.connected(settings.connected)
    const keyring = new Keyring(control, { providerOf: this.#providers.providerOf })
    this.#vaults = new VaultStore(control, keyring)
    this.snapshots = new OpenedSnapshots(new OpenVaults(control, this.#vaults))
  }

  /** Raises HF_SECRET_KEY_INVALID. */
  static async start(server: Link<ServerSide, WorkerSide>, settings: WorkerSettings): Promise<Worker> {
    await using stack = new AsyncDisposableStack()
    const database = stack.use(
      remoteDatabase(
        {
          execute: (...statement) => server.execute(...statement),
          begin: () => server.begin(),
          end: (...which) => server.end(...which),
          executeText: (...text) => server.executeText(...text),
        },
        settings.database,
      ),
    )
    const secrets = await openSecretBox(settings.dataDirectory, systemRandom)
    const control = { ...createControl(database, { clock: systemClock, random: systemRandom }), secrets }
    const microsoft = stack.use(new MicrosoftAccess(control, microsoftOptions(settings)))
    return new Worker(server, settings, { ...control, microsoft }, stack.move())
  }

  connected(providerIds: readonly string[]): void {
    this.#providers.connected = providerIds
  }

  async work(concurrency: Parameters<WorkerSide['work']>[0]): Promise<void> {
    const control = this.#control
    const { named, restoreDirectory } = this.#settings
    const graph: GraphSource = this.#stack.use(
      named ? new NamedGraphSource(named, control.clock) : new ConnectedGraph(control),
    )
    this.#graph = graph
    const queue = await JobQueue.start(control, {
      isHelper: true,
      onError: (error) => this.#report('the queue of jobs failed', error),
    })
    this.#jobs = await JobWorker.start(control, queue, {
      handlers: jobHandlers({ control, vaults: this.#vaults, graph, restoreDirectory }),
      concurrency,
      onEnded: async (transaction, job) => {
        await jobEnded(control, transaction, job)
        const { kind, errorCode } = job
        if (kind === 'directory-sync') this.#tell(this.#server.backupsDue.asEvent())
        if (errorCode === 'EKEY_UNAVAILABLE') this.#tell(this.#server.keyMissing.asEvent())
      },
    })
  }

  async rest(): Promise<void> {
    const jobs = this.#jobs
    this.#jobs = undefined
    await jobs?.[Symbol.asyncDispose]()
  }

  async renewSlots(limit: number) {
    return await renewSlots(this.#control, this.#vaults, limit)
  }

  async readBudget(): Promise<BudgetReading | undefined> {
    try {
      return (await this.#graph?.client('backup'))?.budget.read()
    } catch (error) {
      if (hasCode(error, 'HF_NOT_CONFIGURED')) return undefined
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rest()
    await this.#stack.disposeAsync()
  }

  #report(message: string, error: unknown): void {
    this.#tell(this.#server.report.asEvent(message, faultOf(error)))
  }

  /** A server that has gone need not be told any more. */
  #tell(told: Promise<void>): void {
    told.catch(() => {})
  }
}
