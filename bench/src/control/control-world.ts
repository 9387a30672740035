import { systemClock } from '@holdfast/base'
import {
  backupJob,
  type Control,
  createControl,
  directorySyncJob,
  ensureDefaultProfile,
  ensureLocalStorage,
  JobQueue,
  JobWorker,
  jobEnded,
  openDatabase,
  recoverJobs,
  Scheduler,
  standardDuties,
  VaultStore,
} from '@holdfast/control'
import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { AcceleratedClock } from './accelerated-clock.ts'
import { keyringOf } from './key-holder.ts'

export interface ControlPlace {
  /** For the embedded database and the vaults. */
  readonly folder: string
  /** Of a PostgreSQL server, instead of the embedded database. */
  readonly databaseUrl?: string
  readonly baseUrl: string
  readonly token: string
  readonly licences: number
}

/** Backups at the same time. */
export const CONCURRENCY = 16

/** A control plane with workers and schedule, as the server has it, on a clock that can be made faster. */
export class ControlWorld implements AsyncDisposable {
  readonly clock: AcceleratedClock
  readonly control: Control
  readonly client: GraphClient
  readonly vaults: VaultStore
  readonly queue: JobQueue
  readonly #stack: AsyncDisposableStack
  #scheduler: Scheduler | undefined

  private constructor(
    parts: Pick<ControlWorld, 'clock' | 'control' | 'client' | 'vaults' | 'queue'>,
    stack: AsyncDisposableStack,
  ) {
    this.clock = parts.clock
    this.control = parts.control
    this.client = parts.client
    this.vaults = parts.vaults
    this.queue = parts.queue
    this.#stack = stack
  }

  static async open(place: ControlPlace, clock = new AcceleratedClock()): Promise<ControlWorld> {
    await using stack = new AsyncDisposableStack()
    const { databaseUrl, folder } = place
    const database = stack.use(
      await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: `${folder}/database` }),
    )
    const control = createControl(database, { clock })
    await ensureDefaultProfile(control)
    await ensureLocalStorage(control, `${folder}/storage`)
    const client = stack.use(
      new GraphClient({
        tokens: fixedToken(place.token),
        graphRoot: place.baseUrl,
        // The budget of the tenant, in the time of the day that is simulated.
        budget: new RequestBudget({ licences: place.licences, clock }),
      }),
    )
    // Locks of repositories are a matter of the machine's own time.
    const vaults = new VaultStore(control, await keyringOf(control, folder), systemClock)
    const queue = stack.use(await JobQueue.start(control, { onError: (error) => console.error(error) }))
    await recoverJobs(control)
    return new ControlWorld({ clock, control, client, vaults, queue }, stack.move())
  }

  /** Begins to do what the server does by itself. */
  async begin(): Promise<void> {
    const { control, queue, vaults, client, clock } = this
    const graph = async () => client
    this.#stack.use(
      await JobWorker.start(control, queue, {
        handlers: {
          backup: backupJob({ control, vaults, graph, programVersion: 'holdfast bench' }),
          'directory-sync': directorySyncJob({ control, graph }),
        },
        concurrency: { backup: CONCURRENCY, restore: 1, upkeep: 1 },
        pulse: systemClock,
        onEnded: (transaction, job) => jobEnded(control, transaction, job),
      }),
    )
    const silent = { send: async () => {} }
    const duties = standardDuties({
      control,
      queue,
      channels: { mail: silent, webhook: silent },
      mailer: { ...silent, publicUrl: async () => null },
      isConnected: async () => true,
      queueDepth: CONCURRENCY * 8,
    })
    this.#scheduler = this.#stack.use(
      Scheduler.start(duties, { clock, onError: (duty, error) => console.error(duty, error) }),
    )
  }

  wake(duty: string): void {
    this.#scheduler?.wake(duty)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }
}
