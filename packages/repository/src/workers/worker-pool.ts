import { Worker } from 'node:worker_threads'
import { repositoryErrors } from '../errors.ts'
import type { AnswerMessage, TaskMessage, WorkerAnswer, WorkerSetup, WorkerTask } from './messages.ts'

/** Threads that do the CPU work of writing. Dispose of it to end them; what is under way then rejects. */
export class WorkerPool implements AsyncDisposable {
  readonly #members: Member[]

  constructor(count: number, setup: WorkerSetup) {
    this.#members = Array.from({ length: count }, () => new Member(setup))
  }

  /** Gives a task to the least busy worker. Raises HF_WORKER_FAILED when that worker ends. */
  async run(task: WorkerTask): Promise<WorkerAnswer> {
    return await this.#leastBusy().run(task)
  }

  /** Gives a task to the first worker: for what only one of them shall do. */
  async runOnFirst(task: WorkerTask): Promise<WorkerAnswer> {
    return await (this.#members[0] as Member).run(task)
  }

  /** Gives a task to every worker. */
  async runOnAll(task: WorkerTask): Promise<WorkerAnswer[]> {
    return await Promise.all(this.#members.map((member) => member.run(task)))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#members.map((member) => member.end()))
  }

  #leastBusy(): Member {
    return this.#members.reduce((best, member) => (member.waiting < best.waiting ? member : best))
  }
}

class Member {
  readonly #worker: Worker
  readonly #waiting = new Map<
    number,
    { resolve: (answer: WorkerAnswer) => void; reject: (error: unknown) => void }
  >()
  #next = 0
  #failure: unknown

  constructor(setup: WorkerSetup) {
    this.#worker = new Worker(new URL('./pack-worker.ts', import.meta.url), {
      workerData: setup,
      // Its content lies outside the JavaScript heap: a small young space is as fast, and far smaller.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    this.#worker.on('message', (message: AnswerMessage) => this.#settle(message))
    this.#worker.on('error', (cause) =>
      this.#fail(cause instanceof Error ? cause.message : String(cause), cause),
    )
    this.#worker.on('exit', (code) => this.#fail(`it ended with code ${code}`))
  }

  get waiting(): number {
    return this.#waiting.size
  }

  run(task: WorkerTask): Promise<WorkerAnswer> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      const number = this.#next++
      this.#waiting.set(number, { resolve, reject })
      this.#worker.postMessage({ number, task } satisfies TaskMessage)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle({ number, answer, error }: AnswerMessage): void {
    const waiter = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (answer) waiter?.resolve(answer)
    else if (error?.code === 'HF_VERIFY_FAILED') waiter?.reject(repositoryErrors.HF_VERIFY_FAILED())
    else waiter?.reject(repositoryErrors.HF_WORKER_FAILED({ reason: error?.message ?? 'no reason given' }))
  }

  #fail(reason: string, cause?: unknown): void {
    this.#failure ??= repositoryErrors.HF_WORKER_FAILED({ reason }, { cause })
    for (const { reject } of this.#waiting.values()) reject(this.#failure)
    this.#waiting.clear()
  }
}
