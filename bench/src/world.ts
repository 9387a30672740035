import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultRule } from '@holdfast/graph-emulator'
import type { DriveRecipe, EmulatorReply, EmulatorRequest } from './emulator-messages.ts'
import type { JobReport, WorkerJob } from './job-process.ts'

/** An emulator in a process of its own. */
export class RemoteEmulator implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #next = 0
  baseUrl = ''
  token = ''
  caCertificate = ''

  private constructor() {
    this.#child = fork(new URL('./emulator-process.ts', import.meta.url), {
      execArgv: ['--max-old-space-size=8192'],
    })
    this.#child.on('message', ({ number, value, error }: EmulatorReply) => {
      const waiter = this.#waiting.get(number)
      this.#waiting.delete(number)
      if (error) waiter?.reject(new Error(error))
      else waiter?.resolve(value)
    })
  }

  static async start(
    options: { tls?: boolean; egressBytesPerSecond?: number; keepUploads?: boolean } = {},
  ): Promise<RemoteEmulator> {
    const emulator = new RemoteEmulator()
    const {
      baseUrl,
      token,
      caCertificate = '',
    } = await emulator.#ask<{ baseUrl: string; token: string; caCertificate?: string }>({
      kind: 'start',
      ...options,
    })
    return Object.assign(emulator, { baseUrl, token, caCertificate })
  }

  /** A person with an empty drive. */
  async person(name: string): Promise<{ driveId: string; refreshToken: string }> {
    return await this.#ask({ kind: 'person', name })
  }

  /** So many people, each with so many tiny files; gives the drives' ids. */
  async people(count: number, files: number): Promise<string[]> {
    return await this.#ask({ kind: 'people', count, files })
  }

  /** A person whose drive is filled by a recipe. */
  async personWith(name: string, recipe: DriveRecipe): Promise<{ driveId: string; refreshToken: string }> {
    const person = await this.person(name)
    await this.#ask({ kind: 'fill', driveId: person.driveId, recipe })
    return person
  }

  async change(driveId: string, files: number): Promise<void> {
    await this.#ask({ kind: 'change', driveId, files })
  }

  async moveFolder(driveId: string, path: string, into: string): Promise<void> {
    await this.#ask({ kind: 'moveFolder', driveId, path, into })
  }

  /** Adds a fault, and gives its id. */
  async fault(rule: FaultRule): Promise<string> {
    return await this.#ask({ kind: 'fault', rule })
  }

  /** How often a fault has fired. */
  async fired(fault: string): Promise<number> {
    return await this.#ask({ kind: 'fired', fault })
  }

  /** Lets every answer take so many milliseconds from now on. */
  async latency(ms: number): Promise<void> {
    await this.#ask({ kind: 'latency', ms })
  }

  /** Writes a drive's files into a folder, with their times. */
  async mirror(driveId: string, folder: string): Promise<void> {
    await this.#ask({ kind: 'mirror', driveId, folder })
  }

  /** A backup of a drive, by a client that trusts the emulator's authority where there is one. */
  backupOf(driveId: string, repository: string): WorkerJob {
    const { baseUrl, token, caCertificate: ca } = this
    return { kind: 'backup', baseUrl, token, ...(ca && { ca }), driveId, repository }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill()
  }

  #ask<T>(request: DistributiveOmit<EmulatorRequest, 'number'>): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      const number = this.#next++
      this.#waiting.set(number, { resolve, reject })
      this.#child.send({ number, ...request } as EmulatorRequest)
    }) as Promise<T>
  }
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never

/** Jobs start with compiled code from earlier runs, as the command itself does. */
const COMPILED_CODE = join(tmpdir(), 'holdfast-bench-code')

/** Where the benchmarks work: a folder that is gone afterwards. */
export class World implements AsyncDisposable {
  readonly folder: string
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    // Vaults of gigabytes must not stay behind.
    rmSync(this.folder, { recursive: true, force: true })
    this.#forgetSignals()
    process.kill(process.pid, signal)
  }

  private constructor(folder: string) {
    this.folder = folder
    process.once('SIGINT', this.#onSignal).once('SIGTERM', this.#onSignal)
  }

  static async make(): Promise<World> {
    return new World(await mkdtemp(join(tmpdir(), 'holdfast-bench-')))
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Runs a job in a fresh process, so that its time, CPU and memory are its own. */
  async job(job: WorkerJob): Promise<JobReport> {
    return await new Promise((resolve, reject) => {
      const child = fork(new URL('./job-process.ts', import.meta.url), {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // biome-ignore lint/style/noProcessEnv: handed on to the job
        env: { NODE_COMPILE_CACHE: COMPILED_CODE, ...process.env },
      })
      let report: JobReport | undefined
      child.on('message', (message: JobReport) => {
        report = message
      })
      child.on('exit', (code) =>
        report ? resolve(report) : reject(new Error(`the job ${job.kind} ended with code ${code}`)),
      )
      child.send(job)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forgetSignals()
    await rm(this.folder, { recursive: true, force: true })
  }

  #forgetSignals(): void {
    process.off('SIGINT', this.#onSignal).off('SIGTERM', this.#onSignal)
  }
}
