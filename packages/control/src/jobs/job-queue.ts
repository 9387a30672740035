import { PgBoss } from 'pg-boss'
import type { Control } from '../control.ts'
import { type Database, queueIn, type Sql } from '../database/database.ts'
import { type JobKind, QUEUES, type QueueName, queueOf } from './job-kinds.ts'

/** Seconds without a sign of life after which a job is given to another worker. */
const HEARTBEAT = 30
/** Seconds between two looks for such jobs. */
const SUPERVISION = 20
/** How often a job is begun again, after its worker died or for a passing fault. */
const RETRIES = 5

/** What a worker gets. */
export interface QueuedJob {
  readonly id: string
}

export interface WorkOptions {
  /** Jobs at the same time. */
  readonly concurrency: number
  /** Seconds between two looks for new jobs (default 1). */
  readonly interval?: number
}

export interface JobQueueOptions {
  readonly onError?: (error: Error) => void
  /** For a process that works on a queue which another one has made and looks after. */
  readonly isHelper?: boolean
}

/**
 * The queue of jobs, in the database: what is sent in a transaction is queued with it. A job whose worker gives no sign
 * of life is handed to another one. The rows of the table `job` say what became of each; the queue only says who is next.
 */
export class JobQueue implements AsyncDisposable {
  readonly #boss: PgBoss
  readonly #onError: (error: Error) => void

  private constructor(boss: PgBoss, onError: (error: Error) => void) {
    this.#boss = boss
    this.#onError = onError
    boss.on('error', (error) => this.#onError(error))
  }

  static async start(
    { database }: Pick<Control, 'database'>,
    { onError = () => {}, isHelper = false }: JobQueueOptions = {},
  ): Promise<JobQueue> {
    const boss = new PgBoss({
      db: database.queue,
      backend: backendOf(database),
      superviseIntervalSeconds: SUPERVISION,
      monitorIntervalSeconds: SUPERVISION,
      registerInstance: false,
      openTelemetry: { enabled: false },
      schedule: false,
      ...(isHelper && { supervise: false, migrate: false, createSchema: false }),
    })
    const queue = new JobQueue(boss, onError)
    await boss.start()
    if (isHelper) return queue
    for (const name of QUEUES) {
      await boss.createQueue(name, {
        heartbeatSeconds: HEARTBEAT,
        expireInSeconds: 24 * 3600,
        retryLimit: RETRIES,
        retryDelay: 30,
        retryBackoff: true,
        retryDelayMax: 900,
        deleteAfterSeconds: 24 * 3600,
      })
    }
    return queue
  }

  /** Queues a job whose row stands in the table already. Higher priorities first, then the order of sending. */
  async send(
    transaction: Sql,
    job: { readonly id: string; readonly kind: JobKind; readonly priority?: number },
  ): Promise<void> {
    const { id, kind, priority = 0 } = job
    await this.#boss.send(queueOf(kind), { id }, { id, priority, db: queueIn(transaction) })
  }

  /** Queues many jobs of a kind whose rows stand in the table already. */
  async sendAll(transaction: Sql, kind: JobKind, ids: readonly string[], priority = 0): Promise<void> {
    if (ids.length === 0) return
    const jobs = ids.map((id) => ({ id, data: { id }, priority }))
    await this.#boss.insert(queueOf(kind), jobs, { db: queueIn(transaction) })
  }

  /** Takes a job out that no worker has begun. */
  async withdraw(id: string, kind: JobKind): Promise<void> {
    await this.#boss.cancel(queueOf(kind), id)
  }

  /** Works on a queue until it is stopped. A handler that raises gives its job back, to be tried again later. */
  async work(
    name: QueueName,
    { concurrency, interval = 1 }: WorkOptions,
    handle: (job: QueuedJob) => Promise<void>,
  ): Promise<void> {
    await this.#boss.work<QueuedJob>(
      name,
      {
        localConcurrency: concurrency,
        batchSize: 1,
        pollingIntervalSeconds: interval,
        // Where there was a job there may be another: only who found none waits.
        burstWhenBatchFull: true,
      },
      async ([job]) => {
        if (job) await handle({ id: job.id })
      },
    )
  }

  /** Begins no more jobs, and waits for those under way so many milliseconds at most. */
  async stop(timeout = 30_000): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout, close: false })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop(1_000)
  }
}

function backendOf({ kind }: Database): 'pglite' | 'postgres' {
  return kind === 'embedded' ? 'pglite' : 'postgres'
}
