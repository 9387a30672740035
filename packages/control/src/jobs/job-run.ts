import { type Clock, HoldfastError } from '@holdfast/base'
import { type Control, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { jobErrors } from './errors.ts'

/** Milliseconds between two writes of a job's progress, and two looks whether it was cancelled. */
const INTERVAL = 1_000

export interface LogEntry {
  readonly level: 'info' | 'warning' | 'error'
  readonly message: string
  readonly code?: string
  /** The file that is spoken of. Never part of the message: who may not see the person's data must not see it. */
  readonly path?: string
}

/** A job while it is worked on: its progress, its log, and the signal that stops it. */
export class JobRun implements Disposable {
  readonly job: Row<'job'>
  readonly #control: Control
  readonly #stop = new AbortController()
  readonly signal: AbortSignal
  #progress: object | undefined
  #entries: LogEntry[] = []
  #number: number
  readonly #clock: Clock
  readonly #pulse: Promise<void>

  /** @param logged how many entries earlier attempts left */
  constructor(
    control: Control,
    job: Row<'job'>,
    options: { stopping: AbortSignal; logged: number; pulse?: Clock },
  ) {
    this.#control = control
    this.job = job
    this.#number = options.logged
    this.#clock = options.pulse ?? control.clock
    this.signal = AbortSignal.any([options.stopping, this.#stop.signal])
    this.#pulse = this.#beat()
  }

  /** Says how far the job is; written once a second at most. */
  progress(progress: object): void {
    this.#progress = progress
  }

  log(entry: LogEntry): void {
    this.#entries.push(entry)
  }

  /** Writes what is left in the log, and looks at nothing any more. Who ends the job clears its progress. */
  async end(): Promise<void> {
    this.#stop.abort()
    await this.#pulse
    this.#progress = undefined
    await this.#flush()
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
  }

  async #beat(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await this.#clock.sleep(INTERVAL, signal).catch(() => {})
      if (signal.aborted) return
      // A database that is away for a moment ends no backup: the next beat tries again.
      await this.#flush().catch(() => {})
      await this.#lookForCancel().catch(() => {})
    }
  }

  async #flush(): Promise<void> {
    const { sql } = this.#control
    const progress = this.#progress
    this.#progress = undefined
    const entries = this.#entries
    this.#entries = []
    try {
      if (progress) {
        await sql
          .updateTable('job')
          .set({ progress: JSON.stringify(progress), updatedAt: now(this.#control) })
          .where('id', '=', this.job.id)
          .where('state', '=', 'running')
          .execute()
      }
      if (entries.length > 0) {
        const rows = entries.map((entry, i) => ({
          ...entry,
          jobId: this.job.id,
          number: this.#number + i + 1,
          at: now(this.#control),
        }))
        await sql.insertInto('jobLog').values(rows).execute()
        this.#number += entries.length
      }
    } catch (error) {
      this.#progress ??= progress
      this.#entries = [...entries, ...this.#entries]
      throw error
    }
  }

  async #lookForCancel(): Promise<void> {
    const row = await this.#control.sql
      .selectFrom('job')
      .select(['cancelRequestedAt', 'state'])
      .where('id', '=', this.job.id)
      .executeTakeFirst()
    if (row?.cancelRequestedAt || row?.state === 'cancelled')
      this.#stop.abort(jobErrors.HF_JOB_CANCELLED({ by: 'an administrator or the person' }))
  }
}

/** Why a job ended, for its row. */
export function failureOf(error: unknown): { code: string; message: string; retry: HoldfastError['retry'] } {
  // What failed while the job was tidied up says less than what ended it.
  if (error instanceof SuppressedError) return failureOf(error.suppressed)
  if (error instanceof HoldfastError) return { code: error.code, message: error.message, retry: error.retry }
  return {
    code: 'HF_UNEXPECTED',
    message: error instanceof Error ? error.message : String(error),
    retry: 'later',
  }
}
