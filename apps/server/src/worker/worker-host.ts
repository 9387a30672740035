import { errorOf, hasCode } from '@holdfast/base'
import {
  type Control,
  type QueueName,
  type RenewedSlots,
  recoverJobs,
  type SnapshotSource,
} from '@holdfast/control'
import type { BudgetReading } from '@holdfast/graph'
import type { ConnectorHub } from '@holdfast/keys'
import { serverErrors } from '../errors.ts'
import type { WorkerSettings } from './contract.ts'
import { ForkedWorker, type ServerServices } from './forked-worker.ts'
import { WorkerSnapshots } from './worker-snapshots.ts'

export interface WorkerHostOptions {
  readonly settings: Omit<WorkerSettings, 'database' | 'connected'>
  /** Who relays questions for keys. */
  readonly hub: Pick<ConnectorHub, 'ask' | 'connected'>
  readonly transitToken?: () => Promise<string | undefined>
  /** Somebody new waits for a first backup. */
  readonly onBackupsDue: () => void
  /** A job found nobody who would give it its key. */
  readonly onKeyMissing: () => void
  readonly onError: (message: string, error: unknown) => void
}

/** Milliseconds that a holder of a key may take for an answer. */
const PATIENCE = 10_000
/** Milliseconds before a worker that ended is started again: longer each time, unless it lived for a while. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 15_000

/** Has a worker: starts it, and starts it again when it dies. Dispose of it to end it in order. */
export class WorkerHost implements AsyncDisposable {
  readonly snapshots: SnapshotSource = new WorkerSnapshots(() => this.#running().link)
  readonly #control: Control
  readonly #options: WorkerHostOptions
  readonly #stopping = new AbortController()
  #worker: ForkedWorker | undefined
  #concurrency: Readonly<Record<QueueName, number>> | undefined
  #keeping: Promise<void> = Promise.resolve()

  private constructor(control: Control, options: WorkerHostOptions) {
    this.#control = control
    this.#options = options
  }

  /** Raises HF_WORKER_AWAY, HF_SECRET_KEY_INVALID. */
  static async start(control: Control, options: WorkerHostOptions): Promise<WorkerHost> {
    const host = new WorkerHost(control, options)
    await host.#start()
    host.#keeping = host.#keep()
    return host
  }

  /** Jobs are taken from the queue from now on, so many of each kind at a time. */
  async work(concurrency: Readonly<Record<QueueName, number>>): Promise<void> {
    this.#concurrency = concurrency
    await this.#running().link.work(concurrency)
  }

  /** No more jobs: those under way go back into the queue. Vaults can still be read. */
  async rest(): Promise<void> {
    this.#concurrency = undefined
    await this.#worker?.link.rest().catch((error) => this.#unlessAway(error))
  }

  /** Who can be asked for keys has changed. */
  providersChanged(): void {
    this.#worker?.link.connected.asEvent(this.#connected()).catch(() => {})
  }

  /** Raises HF_WORKER_AWAY. */
  async renewSlots(limit: number): Promise<RenewedSlots> {
    return await this.#running().link.renewSlots(limit)
  }

  /** How much may still be asked of Microsoft; undefined where there is no organisation to ask. Raises HF_WORKER_AWAY. */
  async readBudget(): Promise<BudgetReading | undefined> {
    return await this.#running().link.readBudget()
  }

  /** Undefined while none runs. */
  get processId(): number | undefined {
    return this.#worker?.processId
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await this.#worker?.[Symbol.asyncDispose]()
    await this.#keeping
    // One that was being started meanwhile.
    await this.#worker?.[Symbol.asyncDispose]()
  }

  #running(): ForkedWorker {
    if (this.#worker === undefined) throw serverErrors.HF_WORKER_AWAY({ reason: 'it is starting' })
    return this.#worker
  }

  #connected(): string[] {
    return [...this.#options.hub.connected.keys()]
  }

  async #start(): Promise<void> {
    const { settings } = this.#options
    const { database } = this.#control
    // What was under way when the last one ended is next, not only when it gave no sign of life for a while.
    await recoverJobs(this.#control)
    const worker = await ForkedWorker.start(this.#control, this.#services(), {
      ...settings,
      database: database.kind,
      connected: this.#connected(),
    })
    this.#worker = worker
    // Whoever came or went while it started.
    this.providersChanged()
    try {
      if (this.#concurrency) await worker.link.work(this.#concurrency)
    } catch (error) {
      // One that does no jobs is no use: it ends, and the next one is tried.
      await worker[Symbol.asyncDispose]()
      throw error
    }
  }

  async #keep(): Promise<void> {
    const { clock } = this.#control
    const { signal } = this.#stopping
    let pause = FIRST_PAUSE
    while (!signal.aborted) {
      const since = clock.now()
      const reason = await this.#worker?.ended
      this.#worker = undefined
      if (signal.aborted) return
      this.#options.onError(
        'the worker ended',
        serverErrors.HF_WORKER_AWAY({ reason: reason ?? 'it failed' }),
      )
      if (clock.now() - since > LONGEST_PAUSE) pause = FIRST_PAUSE
      await clock.sleep(pause, signal).catch(() => {})
      pause = Math.min(2 * pause, LONGEST_PAUSE)
      if (signal.aborted) return
      await this.#start().catch((error) => this.#options.onError('the worker cannot be started', error))
    }
  }

  #services(): ServerServices {
    const { hub, transitToken = async () => undefined, onError } = this.#options
    return {
      ask: (providerId, slot, question, use) =>
        hub.ask(providerId, slot, question, use, AbortSignal.timeout(PATIENCE)),
      transitToken,
      backupsDue: this.#options.onBackupsDue,
      keyMissing: this.#options.onKeyMissing,
      report: (message, fault) => onError(message, errorOf(fault)),
    }
  }

  #unlessAway(error: unknown): void {
    if (!hasCode(error, 'HF_WORKER_AWAY')) throw error
  }
}
