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
  ensureDefaultProfile,
  ensureLocalStorage,
  JobQueue,
  type Mailer,
  MicrosoftAccess,
  type MicrosoftAccessOptions,
  OidcSignIn,
  openDatabase,
  openSecretBox,
  Scheduler,
  type SecretControl,
  standardDuties,
} from '@holdfast/control'
import type { GraphConnection } from '@holdfast/graph'
import { authenticateBy } from '../http/credential.ts'
import { forgetIdempotencyKeys } from '../http/idempotency.ts'
import { serveConnectors } from '../keys/connect-socket.ts'
import type { KmsAccess } from '../keys/open-kms.ts'
import { ServerKeys } from '../keys/server-keys.ts'
import { createServer, type Server, type ServerOptions } from '../server.ts'
import { WorkerHost, type WorkerHostOptions } from '../worker/worker-host.ts'
import { lockDirectory } from './directory-lock.ts'
import { LocalAccess } from './local-access.ts'
import { microsoftOptions } from './microsoft-options.ts'
import { NamedGraphSource } from './named-graph-source.ts'
import { databaseOf } from './server-place.ts'

export interface HoldfastOptions
  extends KmsAccess,
    Pick<ServerOptions, 'log' | 'trustProxy' | 'origins' | 'rateLimit' | 'restoreDirectory'> {
  /** Database, keys, and vaults when nothing else is said. */
  readonly dataDirectory: string
  /** Of a PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string
  /** Where Microsoft 365 is, when it is an emulated one; never said by a setting. */
  readonly endpoints?: MicrosoftAccessOptions['endpoints']
  /** Instead of the connection in the settings. */
  readonly named?: GraphConnection
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
  /** Whether a key connector runs in this process. */
  readonly hasLocalConnector: boolean
  readonly #stack: AsyncDisposableStack

  private constructor(
    parts: Pick<Holdfast, 'control' | 'queue' | 'scheduler' | 'server' | 'url' | 'hasLocalConnector'>,
    stack: AsyncDisposableStack,
  ) {
    this.control = parts.control
    this.queue = parts.queue
    this.scheduler = parts.scheduler
    this.server = parts.server
    this.url = parts.url
    this.hasLocalConnector = parts.hasLocalConnector
    this.#stack = stack
  }

  /** Raises HF_DATA_DIRECTORY_BUSY, HF_DATABASE_UNAVAILABLE, HF_DATABASE_TOO_NEW, HF_SECRET_KEY_INVALID, HF_KEY_MALFORMED, EADDRINUSE. */
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
    let log: (message: string, error: unknown) => void = () => {}
    const keys = await ServerKeys.open(control, {
      ...options,
      stack,
      onError: (message, error) => log(message, error),
    })
    await options.prepare?.(control)
    const { named } = options
    const graph = stack.use(named ? new NamedGraphSource(named, clock) : new ConnectedGraph(control))
    const queue = stack.use(
      await JobQueue.start(control, { onError: (error) => log('the queue of jobs failed', error) }),
    )
    let wake = (_duty: string): void => {}
    const worker = stack.use(
      await WorkerHost.start(control, {
        settings: workerSettings(options),
        hub: keys.hub,
        ...(options.transitToken && { transitToken: options.transitToken }),
        onBackupsDue: () => wake('backups'),
        onKeyMissing: () => keys.doubt(),
        onError: (message, error) => log(message, error),
      }),
    )
    keys.onConnections = () => worker.providersChanged()

    const mailer = createMailer(control, control.secrets)
    const channels = channelsOf(control, mailer)
    const local = stack.use(new LocalAccess(options.accessFile, random))
    const server = await createServer({
      ...options,
      control,
      queue,
      openVaults: worker.snapshots,
      readBudget: () => worker.readBudget(),
      keys,
      channels,
      mailer,
      attempts: new AttemptLimit(clock),
      organisationSignIn: new OidcSignIn(control),
      directory: () => graph.client('backup'),
      authenticate: local.authenticate(authenticateBy(control)),
    })
    log = (message, error) => server.app.log.error({ err: error }, message)
    const connectors = serveConnectors(server.app, keys.hub)
    const url = await server.listen(options.listen)
    stack.defer(() => server.stop())
    stack.use(connectors)
    await local.announce(url)

    const backups = options.backups ?? Math.min(4, Math.max(2, availableParallelism()))
    await worker.work({ backup: backups, restore: 2, upkeep: 2 })
    stack.defer(() => worker.rest())
    const scheduler = stack.use(
      Scheduler.start(
        [
          ...standardDuties({
            control,
            queue,
            channels,
            mailer,
            isConnected: () => graph.isConnected(),
            queueDepth: backups * QUEUED_EACH,
          }),
          ...connectionDuties(control, graph),
          ...keys.duties(worker),
          { name: 'idempotency keys', every: HOUR, run: () => forgetIdempotencyKeys(control) },
        ],
        { clock, onError: (duty, error) => log(`the scheduler failed (${duty})`, error) },
      ),
    )
    wake = (duty) => scheduler.wake(duty)
    keys.wakeBy(wake)
    // First of all when it stops: whoever balances load looks elsewhere while jobs come to their end.
    stack.defer(() => server.announceStop())
    const { hasLocalConnector } = keys
    return new Holdfast({ control, queue, scheduler, server, url, hasLocalConnector }, stack.move())
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
  return { ...control, microsoft: stack.use(new MicrosoftAccess(control, microsoftOptions(options))) }
}

function workerSettings({
  dataDirectory,
  named,
  endpoints,
  restoreDirectory,
}: HoldfastOptions): WorkerHostOptions['settings'] {
  return {
    dataDirectory,
    ...(named && { named }),
    ...(endpoints && { endpoints }),
    ...(restoreDirectory !== undefined && { restoreDirectory }),
  }
}

function channelsOf(control: SecretControl, mailer: Mailer) {
  return { mail: createMailChannel(mailer), webhook: createWebhookChannel(control, control.secrets) }
}
