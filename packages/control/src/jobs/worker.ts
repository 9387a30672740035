import type { Clock } from '@holdfast/base'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { jobErrors } from './errors.ts'
import type { JobKind, QueueName } from './job-kinds.ts'
import type { JobQueue } from './job-queue.ts'
import { failureOf, JobRun } from './job-run.ts'

/** What became of a job that did not fail. */
export interface JobOutcome {
  readonly state: 'succeeded' | 'errors'
  readonly result: object
  /** Writes what else is to be known of it, in the transaction that ends the job. */
  readonly commit?: (transaction: Sql) => Promise<void>
}

/** It is not the time for this job: as if it had never been queued. */
export interface PutOff {
  readonly state: 'put-off'
  /** Writes when it is due again, in the transaction that removes the job. */
  readonly commit: (transaction: Sql) => Promise<void>
}

/** Does a kind of job. What it raises fails the job; the class of the error says whether it is tried again. */
export type JobHandler = (run: JobRun) => Promise<JobOutcome | PutOff>

export interface WorkerOptions {
  readonly handlers: Readonly<Partial<Record<JobKind, JobHandler>>>
  /** Jobs of each queue at the same time. */
  readonly concurrency: Readonly<Record<QueueName, number>>
  /** Seconds between two looks for new jobs. */
  readonly interval?: number
  /** Beats of jobs under way, where they are no matter of the control plane's own clock. */
  readonly pulse?: Clock
  /** Told of each job that ends, in the transaction that ends it: for statuses, alerts and events. */
  readonly onEnded?: (transaction: Sql, job: Row<'job'>) => Promise<void>
}

/** How often a job is begun for a passing fault; more often only when workers died. */
const ATTEMPTS = 3
/** How often at all. */
const MOST_ATTEMPTS = 5

/** Takes jobs from the queue and does them, until it is stopped. */
export class JobWorker implements AsyncDisposable {
  readonly #control: Control
  readonly #queue: JobQueue
  readonly #options: WorkerOptions
  readonly #stopping = new AbortController()

  private constructor(control: Control, queue: JobQueue, options: WorkerOptions) {
    this.#control = control
    this.#queue = queue
    this.#options = options
  }

  static async start(control: Control, queue: JobQueue, options: WorkerOptions): Promise<JobWorker> {
    const worker = new JobWorker(control, queue, options)
    for (const [name, concurrency] of Object.entries(options.concurrency) as [QueueName, number][]) {
      const { interval } = options
      await queue.work(name, { concurrency, ...(interval && { interval }) }, ({ id }) => worker.#handle(id))
    }
    return worker
  }

  /** Stops jobs under way: they go back into the queue, and lose nothing that was fetched. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(jobErrors.HF_SERVER_STOPPING())
    await this.#queue.stop()
  }

  async #handle(id: string): Promise<void> {
    const job = await this.#begin(id)
    if (!job) return
    using run = new JobRun(this.#control, job, {
      stopping: this.#stopping.signal,
      logged: await this.#logged(job),
      ...(this.#options.pulse && { pulse: this.#options.pulse }),
    })
    try {
      const handler = this.#options.handlers[job.kind as JobKind]
      if (!handler) throw new Error(`there is no worker for jobs of the kind ${job.kind}`)
      if (job.attempt > MOST_ATTEMPTS) throw jobErrors.HF_JOB_ABANDONED({ attempts: MOST_ATTEMPTS })
      const outcome = await handler(run)
      await run.end()
      if (outcome.state === 'put-off') await this.#putOff(job, outcome)
      else
        await this.#finish(
          job,
          { state: outcome.state, result: JSON.stringify(outcome.result) },
          outcome.commit,
        )
    } catch (error) {
      await run.end().catch(() => {})
      await this.#failed(job, error)
    }
  }

  /** Undefined when there is nothing to do: it was cancelled, or ended by another worker. */
  async #begin(id: string): Promise<Row<'job'> | undefined> {
    return await this.#control.sql
      .updateTable('job')
      .set((row) => ({
        state: 'running',
        attempt: row('attempt', '+', 1),
        startedAt: row.fn.coalesce('startedAt', row.val(now(this.#control))),
        updatedAt: now(this.#control),
      }))
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst()
  }

  /** Entries that earlier attempts left in the log. */
  async #logged({ id, attempt }: Row<'job'>): Promise<number> {
    if (attempt === 1) return 0
    const { n } = await this.#control.sql
      .selectFrom('jobLog')
      .select((query) => query.fn.countAll<number>().as('n'))
      .where('jobId', '=', id)
      .executeTakeFirstOrThrow()
    return n
  }

  async #failed(job: Row<'job'>, error: unknown): Promise<void> {
    const { code, message, retry } = failureOf(error)
    if (code === 'HF_JOB_CANCELLED') {
      await this.#finish(job, { state: 'cancelled', errorCode: code, error: message })
      return
    }
    const again = code === 'HF_SERVER_STOPPING' || (retry === 'now' && job.attempt < ATTEMPTS)
    if (again) {
      await this.#control.sql
        .updateTable('job')
        .set({ state: 'queued', errorCode: code, error: message, updatedAt: now(this.#control) })
        .where('id', '=', job.id)
        .execute()
      // The queue tries it again for having failed.
      throw error
    }
    await this.#finish(job, { state: 'failed', errorCode: code, error: message })
  }

  async #putOff({ id, attempt }: Row<'job'>, { commit }: PutOff): Promise<void> {
    await this.#control.sql.transaction().execute(async (transaction) => {
      const removed = await transaction
        .deleteFrom('job')
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where('attempt', '=', attempt)
        .returning('id')
        .executeTakeFirst()
      if (removed) await commit(transaction)
    })
  }

  async #finish(
    job: Row<'job'>,
    end: { state: Row<'job'>['state']; result?: string; errorCode?: string; error?: string },
    commit?: (transaction: Sql) => Promise<void>,
  ): Promise<void> {
    await this.#control.sql.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('job')
        .set({
          state: end.state,
          ...(end.result && { result: end.result }),
          errorCode: end.errorCode ?? null,
          error: end.error ?? null,
          progress: null,
          endedAt: now(this.#control),
          updatedAt: now(this.#control),
        })
        .where('id', '=', job.id)
        .where('state', '=', 'running')
        // Another worker may have taken it over meanwhile: then that one ends it.
        .where('attempt', '=', job.attempt)
        .returningAll()
        .executeTakeFirst()
      if (!ended) return
      if (commit) await commit(transaction)
      await this.#options.onEnded?.(transaction, ended)
    })
  }
}
