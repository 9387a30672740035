import { Worker } from 'node:worker_threads'
import { HoldfastError } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import type { AnswerMessage, TaskMessage, WorkerAnswer, WorkerSetup, WorkerTask } from './messages.ts'
import { ownMemory } from './pack-memory.ts'
import { PackWork } from './pack-work.ts'

/** Bytes whose work is done where they are: less than it takes to start a thread. */
const HERE = 1024 * 1024

/**
 * Does the CPU work of writing: the first bytes in the thread of whoever asks, since most runs have no more, all others in
 * threads of its own, which begin then. Dispose of it to end them; what is under way then rejects.
 */
export class WorkerPool implements AsyncDisposable {
  readonly #count: number
  readonly #setup: WorkerSetup
  readonly #here: number
  #done = 0
  #work: PackWork | undefined
  #members: readonly Member[] = []

  /** @param here bytes whose work is done in this thread (default 1 MiB) */
  constructor(count: number, setup: WorkerSetup, here = HERE) {
    this.#count = count
    this.#setup = setup
    this.#here = here
  }

  /** Gives a task to the least busy worker. Raises HF_WORKER_FAILED when that worker ends. */
  async run(task: WorkerTask): Promise<WorkerAnswer> {
    if (this.#isForHere(task)) return this.#perform(task)
    return await this.#threads()
      .reduce((best, member) => (member.waiting < best.waiting ? member : best))
      .run(task)
  }

  /** Gives a task to the first worker: for what only one of them shall do. */
  async runOnFirst(task: WorkerTask): Promise<WorkerAnswer> {
    if (this.#isForHere(task)) return this.#perform(task)
    return await (this.#threads()[0] as Member).run(task)
  }

  /** Gives a task to every worker that has done anything. */
  async runOnAll(task: WorkerTask): Promise<WorkerAnswer[]> {
    const answers = this.#members.map((member) => member.run(task))
    const here = this.#work === undefined ? [] : [this.#perform(task)]
    return [...here, ...(await Promise.all(answers))]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#members.map((member) => member.end()))
  }

  /** Once there are threads, nothing is done here any more. */
  #isForHere(task: WorkerTask): boolean {
    if (this.#members.length > 0) return false
    this.#done += bytesOf(task)
    return this.#done <= this.#here
  }

  #perform(task: WorkerTask): WorkerAnswer {
    this.#work ??= new PackWork({ setup: this.#setup, memory: ownMemory(PACK_HERE) })
    try {
      return this.#work.perform(task)
    } catch (error) {
      if (error instanceof HoldfastError) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw repositoryErrors.HF_WORKER_FAILED({ reason }, { cause: error })
    }
  }

  #threads(): readonly Member[] {
    if (this.#members.length === 0)
      this.#members = Array.from({ length: this.#count }, () => new Member(this.#setup))
    return this.#members
  }
}

/** Memory of a pack that is filled here: all that is done here, and what sealing adds. */
const PACK_HERE = 2 * HERE

function bytesOf(task: WorkerTask): number {
  if (task.kind === 'chunk') return task.length
  return task.kind === 'add' ? task.blobs.reduce((sum, { length }) => sum + length, 0) : 0
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
