import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@holdfast/base'
import { emptyFolder } from '../../../packages/control/test/empty-dump.ts'
import { serveCommand } from '../src/commands/serve.ts'
import { runProgram } from '../src/program.ts'
import { FakeEnvironment, type FakeOptions } from './fake-environment.ts'

type Verbs = Parameters<typeof runProgram>[0]

/** A server on an emulated organisation, and the command line beside it, in a data directory of their own. */
export class ServedOrganisation implements AsyncDisposable {
  readonly data = mkdtempSync(join(tmpdir(), 'holdfast-served-'))
  readonly port: string
  readonly verbs: Verbs
  server: FakeEnvironment
  #served: Promise<void> = Promise.resolve()
  #hasEnded = false
  #isStopped = false

  readonly #variables: Readonly<Record<string, string>>

  /** @param port that no other test uses */
  constructor(port: number, verbs: Verbs, variables: Readonly<Record<string, string>> = {}) {
    this.port = String(port)
    this.#variables = variables
    this.verbs = [serveCommand, ...verbs]
    this.server = this.environment()
  }

  /** Starts the server, on a database with its tables, which takes seconds to make; done when everybody is backed up. */
  async start(): Promise<void> {
    await emptyFolder(join(this.data, 'database'))
    this.begin()
    // Its own words say when everybody is backed up; the test's time limit ends what never comes.
    await this.until(async () => this.server.stdout.text.includes('is backed up.'))
  }

  begin(): void {
    this.server = this.environment('serve', '--emulated', '--port', this.port)
    this.#hasEnded = false
    this.#isStopped = false
    this.#served = runProgram(this.verbs, this.server).finally(() => {
      this.#hasEnded = true
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.server.signal('SIGINT')
    await this.ended()
  }

  async ended(): Promise<void> {
    await this.#served
  }

  environment(...args: string[]): FakeEnvironment {
    return new FakeEnvironment(args, {
      variables: { ...this.#variables, HOLDFAST_DATA: this.data },
      workingDirectory: this.data,
    })
  }

  /** Runs a command to its end. */
  async holdfast(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const run = this.environment(...args)
    await runProgram(this.verbs, run)
    return { code: run.exitCode ?? 0, out: run.stdout.text, err: run.stderr.text }
  }

  /** What a command says with `--json`. */
  async json(...args: string[]) {
    const { out, err } = await this.holdfast(...args, '--json')
    if (out === '') throw new Error(err)
    return JSON.parse(out)
  }

  /** Begins a command that runs until it is stopped. */
  run(
    args: readonly string[],
    options: FakeOptions = {},
  ): { environment: FakeEnvironment; ended: Promise<void> } {
    const environment = new FakeEnvironment(args, { workingDirectory: this.data, ...options })
    return { environment, ended: runProgram(this.verbs, environment) }
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) {
      if (this.#hasEnded && !this.#isStopped)
        throw new Error(`the server has ended: ${this.server.stderr.text}`)
      await systemClock.sleep(100)
    }
  }

  /** Backs somebody up, and gives the job as it ended. */
  async backUp(person: string): Promise<{ state: string; error: { code: string } | null }> {
    const { backups } = await this.json('onedrive', 'backup-now', person)
    const id = backups[0].jobId
    for (;;) {
      const job = await this.json('api', 'GET', `/api/v1/jobs/${id}`)
      if (job.endedAt) return job
      await systemClock.sleep(100)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    rmSync(this.data, { recursive: true, force: true })
  }
}
