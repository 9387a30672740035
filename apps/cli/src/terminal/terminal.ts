import { type Clock, formatBytes } from '@holdfast/base'
import type { Environment } from '../environment.ts'
import { formatTime } from './format-time.ts'
import { printable } from './printable.ts'
import { Progress } from './progress.ts'
import { type Column, formatTable } from './table.ts'

export interface TerminalOptions {
  readonly environment: Environment
  readonly clock: Clock
  /** Standard output carries JSON only: no text for people, no progress. */
  readonly json?: boolean
  /** No progress and no notes; results and warnings stay. */
  readonly quiet?: boolean
}

/** How a command talks: results on standard output, everything about the run on standard error. */
export class Terminal implements Disposable {
  readonly json: boolean
  readonly quiet: boolean
  readonly #environment: Environment
  readonly progress: Progress

  constructor(options: TerminalOptions) {
    const { environment, clock } = options
    this.json = options.json ?? false
    this.quiet = options.quiet ?? false
    this.#environment = environment
    const live = environment.stderr.isTTY && environment.variable('TERM') !== 'dumb'
    const mode = this.json || this.quiet ? 'silent' : live ? 'live' : 'plain'
    this.progress = new Progress({ stream: environment.stderr, mode, clock })
  }

  /** A line of the result, for people. Nothing with --json. */
  print(line = ''): void {
    if (!this.json) this.progress.interrupt(() => this.#environment.stdout.write(`${line}\n`))
  }

  /** A table of the result, as wide as the terminal at most. Nothing with --json. */
  printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    if (this.json) return
    const { columns: width } = this.#environment.stdout
    for (const line of formatTable(columns, rows, { width })) this.print(line)
  }

  /** The result for programs: one line of JSON on standard output. Nothing without --json. */
  printJson(value: unknown): void {
    if (this.json) this.#environment.stdout.write(`${JSON.stringify(value)}\n`)
  }

  /** What a person may want to know about the run. Nothing with --json or --quiet. */
  note(line: string): void {
    if (this.json || this.quiet) return
    this.progress.interrupt(() => this.#environment.stderr.write(`${line}\n`))
  }

  /** What a person must know although the command goes on. With --json, an object on standard error. */
  warn(message: string): void {
    const line = this.json ? JSON.stringify({ warning: { message } }) : `Warning: ${printable(message)}`
    this.progress.interrupt(() => this.#environment.stderr.write(`${line}\n`))
  }

  /** A moment in the person's time zone. */
  time(time: number | string): string {
    return formatTime(time, this.#environment.timeZone)
  }

  size(bytes: number): string {
    return formatBytes(bytes)
  }

  [Symbol.dispose](): void {
    this.progress[Symbol.dispose]()
  }
}
