import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { ChaosJob, ChaosReport } from './job-messages.ts'

/** How a job's process ended. */
export type Ending =
  | Extract<ChaosReport, { kind: 'done' | 'failed' }>
  /** `at` is missing when the kill came from outside. */
  | { readonly kind: 'killed'; readonly at?: string }

/** Processes for jobs, one always started ahead: its start is what takes longest. */
export class JobProcesses implements Disposable {
  #next = start()

  /** Runs a job to its end or its death; after `killAfter` milliseconds, or when `kill` is aborted, it is killed from outside. */
  async run(job: ChaosJob, killAfter?: number, kill?: AbortSignal): Promise<Ending> {
    const { child, ready } = this.#next
    this.#next = start()
    await ready
    const reports: ChaosReport[] = []
    const lines = createInterface({ input: child.stdio[3] as Readable })
    lines.on('line', (line) => reports.push(JSON.parse(line) as ChaosReport))
    const closed = Promise.all([
      new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal))),
      new Promise<void>((resolve) => lines.once('close', resolve)),
    ])
    child.send(job)
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    kill?.addEventListener('abort', () => child.kill('SIGKILL'))
    const [signal] = await closed
    clearTimeout(timer)
    const last = reports.at(-1)
    if (last?.kind === 'dying') return { kind: 'killed', at: last.at }
    if (last) return last
    return signal === 'SIGKILL' ? { kind: 'killed' } : { kind: 'failed', error: 'it ended without a word' }
  }

  [Symbol.dispose](): void {
    this.#next.child.kill('SIGKILL')
  }
}

function start(): { child: ChildProcess; ready: Promise<void> } {
  const child = fork(new URL('./job.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'ipc'],
    // Hundreds of processes load the same modules.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'holdfast-chaos-modules') },
  })
  return { child, ready: new Promise((resolve) => child.once('message', () => resolve())) }
}
