import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@holdfast/base'
import { type Control, SharedDatabase } from '@holdfast/control'
import { serverErrors } from '../errors.ts'
import type { ServerSide, WorkerSettings, WorkerSide } from './contract.ts'
import { type Link, linkOver } from './link.ts'

const PROCESS = fileURLToPath(new URL('./worker-process.ts', import.meta.url))

/** Milliseconds that a worker may take for its end: jobs under way stop at the next place where nothing is lost. */
const END = 40_000

/** What the server does for a worker, apart from its database. */
export type ServerServices = Omit<ServerSide, 'execute' | 'begin' | 'end' | 'executeText'>

/** One process of a worker. Dispose of it to end it in order. */
export class ForkedWorker implements AsyncDisposable {
  readonly link: Link<WorkerSide, ServerSide>
  /** Of the process, in words: once it has ended. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  readonly #clock: Clock

  private constructor(
    child: ChildProcess,
    link: ForkedWorker['link'],
    clock: Clock,
    database: SharedDatabase,
  ) {
    this.#child = child
    this.link = link
    this.#clock = clock
    this.ended = this.#end(database)
  }

  /** Raises HF_WORKER_AWAY, and what keeps the worker from working. */
  static async start(
    control: Control,
    services: ServerServices,
    settings: WorkerSettings,
  ): Promise<ForkedWorker> {
    const child = fork(PROCESS, [], {
      serialization: 'advanced',
      // What this process was started with, such as a debugger's port, is not for that one.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const database = new SharedDatabase(control.database, control.clock)
    const link = linkOver<WorkerSide, ServerSide>(child, {
      ...services,
      execute: (...statement) => database.execute(...statement),
      begin: () => database.begin(),
      end: (...which) => database.end(...which),
      executeText: (...text) => database.executeText(...text),
    })
    const worker = new ForkedWorker(child, link, control.clock, database)
    try {
      await link.start(settings)
    } catch (error) {
      await worker[Symbol.asyncDispose]()
      throw error
    }
    return worker
  }

  get processId(): number | undefined {
    return this.#child.pid
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.connected) await this.link.end.asEvent().catch(() => {})
    const late = new AbortController()
    this.#clock
      .sleep(END, late.signal)
      .then(() => this.#child.kill('SIGKILL'))
      .catch(() => {})
    await this.ended
    late.abort()
  }

  async #end(database: SharedDatabase): Promise<string> {
    const [code, signal] = await once(this.#child, 'exit').catch((error: Error) => [error.message])
    const reason = signal ? `it was ended by ${signal}` : `it ended with ${code}`
    this.link.$close(serverErrors.HF_WORKER_AWAY({ reason }))
    await database[Symbol.asyncDispose]()
    return reason
  }
}
