import { type Clock, systemClock } from '@holdfast/base'
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { CommandContext } from './command-context.ts'
import type { Environment } from './environment.ts'
import { cliErrors } from './errors.ts'
import { asHoldfastError, errorReport } from './terminal/error-report.ts'
import { StopRequests } from './terminal/stop-requests.ts'

export type VerbFactory = (context: CommandContext) => Command

/** Runs the command line of `environment` and sets the exit code. Never rejects. */
export async function runProgram(
  verbs: readonly VerbFactory[],
  environment: Environment,
  options: { readonly clock?: Clock } = {},
): Promise<void> {
  const clock = options.clock ?? systemClock
  using stop = new StopRequests(environment, clock)
  try {
    const context = { environment, clock, signal: stop.signal }
    await createProgram(verbs, context).parseAsync([...environment.arguments], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    // Whatever fails after a stop was asked for fails because of it.
    const shown = asHoldfastError(usageError(error) ?? (stop.signal.aborted ? stop.signal.reason : error))
    const debug = environment.variable('HOLDFAST_DEBUG') !== undefined
    environment.stderr.write(errorReport(shown, { json: jsonWanted(environment.arguments), debug }))
    environment.setExitCode(shown.exitCode)
  }
}

function createProgram(verbs: readonly VerbFactory[], context: CommandContext): Command {
  const { stdout, stderr } = context.environment
  const program = new Command('holdfast')
    .description('Backs up the OneDrives of a Microsoft 365 organisation into plain restic repositories.')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [verb]', 'explain a verb')
    .addHelpText('after', '\nholdfast help VERB explains a verb, with examples.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Errors of the command line are reported like every other error.
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
  for (const create of verbs) program.addCommand(inherit(create(context), program))
  return program
}

/** The verbs of a group, too, report errors as the program does. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const inner of command.commands) inherit(inner, command)
  return command
}

function usageError(error: unknown): Error | undefined {
  if (!(error instanceof CommanderError)) return undefined
  const [problem = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n')
  const advice =
    suggestion.join(' ').replace(/^\((.*)\)$/, '$1') || 'holdfast --help lists the verbs and options.'
  // Help shown for want of a verb is no error to be reported again.
  if (error.code === 'commander.help') return cliErrors.HF_USAGE({ problem: 'No verb was given.', advice })
  const sentence = `${problem.charAt(0).toUpperCase()}${problem.slice(1).replace(/\.$/, '')}.`
  return cliErrors.HF_USAGE({ problem: sentence, advice }, { cause: error })
}

function jsonWanted(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}
