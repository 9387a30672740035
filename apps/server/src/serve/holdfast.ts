import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Clock, type Random, systemClock, systemRandom } from '@holdfast/base'
import {
  AttemptLimit,
  ConnectedGraph,
  type ConnectionControl,
  type Control,
  connectionDuties,
  createControl,
  createMailChannel,
  createMailer,
  createWebhookChannel,
  derivedVaultKeys,
  ensureDefaultProfile,
  ensureLocalStorage,
  JobQueue,
  JobWorker,
  jobEnded,
  MicrosoftAccess,
  type MicrosoftAccessOptions,
  OidcSignIn,
  OpenVaults,
  openDatabase,
  openSecretBox,
  openVaultSecret,
  recoverJobs,
  Scheduler,
  type SecretControl,
  standardDuties,
  VaultStore,
} from '@holdfast/control'
import { authenticateBy } from '../http/credential.ts'
import { forgetIdempotencyKeys } from '../http/idempotency.ts'
import { createServer, type Server, type ServerOptions } from '../server.ts'
import { lockDirectory } from './directory-lock.ts'
import type { GraphSource } from './graph-source.ts'
import { jobHandlers } from './job-handlers.ts'
import { LocalAccess } from './local-access.ts'
import { databaseOf } from './server-place.ts'

export interface HoldfastOptions
  extends Pick<ServerOptions, 'log' | 'trustProxy' | 'origins' | 'rateLimit' | 'restoreDirectory'> {
  /** Database, keys, and vaults when nothing else is said. */
  readonly dataDirectory: string
  /** Of a PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string
  /** Where Microsoft 365 is, when it is an emulated one; never said by a setting. */
  readonly microsoft?: MicrosoftAccessOptions
  /** Instead of the connection in the settings: made once everything else is there. */
  readonly graph?: (control: ConnectionControl) => GraphSource & AsyncDisposable
  /** Done before anything begins by itself, such as entering the connection of an emulated organisation. */
  readonly prepare?: (control: ConnectionControl) => Promise<void>
  /** File by which the command line on this machine finds the server. */
  readonly accessFile: string
  readonly listen: { readonly host: string; readonly port: number }
  /** Another server took the data directory over: this one must be disposed of. */
  readonly onLost?: (error: Error) => void
  /** Backups at the same time (default: as many as there are cores, 2 to 4). */
  readonly backups?: number
  readonly clock?: Clock
  readonly random?: Random
}

/** Scheduled backups that wait in the queue, for each that can run. */
const QUEUED_EACH = 8
const HOUR = 3_600_000

/** A whole server: database, jobs, schedule, API. Dispose of it to stop it in order. */
export class Holdfast implements AsyncDisposable {
  readonly control: ConnectionControl
  readonly queue: JobQueue
  readonly scheduler: Scheduler
  readonly server: Server
  readonly url: string
  readonly #stack: AsyncDisposableStack

  private constructor(
    parts: Pick<Holdfast, 'control' | 'queue' | 'scheduler' | 'server' | 'url'>,
    stack: AsyncDisposableStack,
  ) {
    this.control = parts.control
    this.queue = parts.queue
    this.scheduler = parts.scheduler
    this.server = parts.server
    this.url = parts.url
    this.#stack = stack
  }

  /** Raises HF_DATA_DIRECTORY_BUSY, HF_DATABASE_UNAVAILABLE, HF_DATABASE_TOO_NEW, HF_SECRET_KEY_INVALID, EADDRINUSE. */
  static async start(options: HoldfastOptions): Promise<Holdfast> {
    // What was begun before something failed is ended again.
    await using stack = new AsyncDisposableStack()
    const { dataDirectory, clock = systemClock, random = systemRandom } = options
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
    const { onLost } = options
    stack.use(await lockDirectory(dataDirectory, onLost && { onLost }))
    const control = await openControl(options, stack, { clock, random })
    await ensureDefaultProfile(control)
    await ensureLocalStorage(control, join(dataDirectory, 'storage'))
    const vaults = new VaultStore(control, derivedVaultKeys(await openVaultSecret(dataDirectory, random)))
    await options.prepare?.(control)
    const graph = stack.use(options.graph?.(control) ?? new ConnectedGraph(control))
    let log: (message: string, error: unknown) => void = () => {}
    const queue = stack.use(
      await JobQueue.start(control, { onError: (error) => log('the queue of jobs failed', error) }),
    )
    await recoverJobs(control)

    const channels = channelsOf(control)
    const local = stack.use(new LocalAccess(options.accessFile, random))
    const server = await createServer({
      ...options,
      control,
      queue,
      openVaults: new OpenVaults(control, vaults),
      channels,
      attempts: new AttemptLimit(clock),
      organisationSignIn: new OidcSignIn(control),
      authenticate: local.authenticate(authenticateBy(control)),
    })
    log = (message, error) => server.app.log.error({ err: error }, message)
    const url = await server.listen(options.listen)
    stack.defer(() => server.stop())
    await local.announce(url)

    let wake = (_duty: string): void => {}
    const backups = options.backups ?? Math.min(4, Math.max(2, availableParallelism()))
    stack.use(
      await JobWorker.start(control, queue, {
        handlers: jobHandlers({ control, vaults, graph, restoreDirectory: options.restoreDirectory }),
        concurrency: { backup: backups, restore: 2, upkeep: 2 },
        onEnded: async (transaction, job) => {
          await jobEnded(control, transaction, job)
          // New people wait for their first backup.
          if (job.kind === 'directory-sync') wake('backups')
        },
      }),
    )
    const scheduler = stack.use(
      Scheduler.start(
        [
          ...standardDuties({
            control,
            queue,
            channels,
            isConnected: () => graph.isConnected(),
            queueDepth: backups * QUEUED_EACH,
          }),
          ...connectionDuties(control, graph),
          { name: 'idempotency keys', every: HOUR, run: () => forgetIdempotencyKeys(control) },
        ],
        { clock, onError: (duty, error) => log(`the scheduler failed (${duty})`, error) },
      ),
    )
    wake = (duty) => scheduler.wake(duty)
    // First of all when it stops: whoever balances load looks elsewhere while jobs come to their end.
    stack.defer(() => server.announceStop())
    return new Holdfast({ control, queue, scheduler, server, url }, stack.move())
  }

  /** Requests under way come to their end; jobs under way go back into the queue and lose nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }
}

async function openControl(
  options: HoldfastOptions,
  stack: AsyncDisposableStack,
  sources: Pick<Control, 'clock' | 'random'>,
): Promise<ConnectionControl> {
  const secrets = await openSecretBox(options.dataDirectory, sources.random)
  const control = { ...createControl(stack.use(await openDatabase(databaseOf(options))), sources), secrets }
  return { ...control, microsoft: stack.use(new MicrosoftAccess(control, options.microsoft)) }
}

function channelsOf(control: SecretControl) {
  const mail = createMailChannel(createMailer(control, control.secrets))
  return { mail, webhook: createWebhookChannel(control, control.secrets) }
}
