import type { Clock } from '@holdfast/base'
import type { Command } from 'commander'
import type { Environment } from './environment.ts'
import { Terminal } from './terminal/terminal.ts'

/** What the program gives to every verb. */
export interface CommandContext {
  readonly environment: Environment
  readonly clock: Clock
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal
}

/** One run of a verb: its parsed command line, and how it talks and is stopped. */
export interface Run<Options> extends CommandContext {
  readonly terminal: Terminal
  readonly options: Options
  /** Positional arguments; a variadic one is the list in its place. */
  readonly args: readonly unknown[]
}

export interface CommonOptions {
  readonly json?: boolean
  readonly quiet?: boolean
}

/**
 * Wraps a verb's work for commander: makes the terminal that --json and --quiet ask for, clears the progress line
 * when it ends, and sets the exit code that `work` returns (0 when it returns none). Errors go through to the program.
 */
export function runVerb<Options extends object>(
  context: CommandContext,
  work: (run: Run<Options & CommonOptions>) => Promise<number | undefined>,
): (...parameters: unknown[]) => Promise<void> {
  return async (...parameters) => {
    const command = parameters.at(-1) as Command
    const options = command.optsWithGlobals<Options & CommonOptions>()
    using terminal = new Terminal({
      environment: context.environment,
      clock: context.clock,
      json: options.json ?? false,
      quiet: options.quiet ?? false,
    })
    const code = await work({ ...context, terminal, options, args: parameters.slice(0, -2) })
    if (code !== undefined) context.environment.setExitCode(code)
  }
}
