import { resolve } from 'node:path'
import { firstAdministratorLink, needsFirstAdministrator } from '@holdfast/control'
import type { GraphConnection } from '@holdfast/graph'
import type { GraphEmulator } from '@holdfast/graph-emulator'
import { Holdfast } from '@holdfast/server'
import { type Command, Option } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import {
  type ConnectionOptions,
  isConnectionNamed,
  readConnection,
  withConnection,
} from '../connection-options.ts'
import { cliErrors } from '../errors.ts'
import { portNumber, wholeNumber } from '../option-parsers.ts'
import { dataDirectory } from '../remote/data-directory.ts'
import { startEmulatedOrganisation } from '../serve/emulated-organisation.ts'
import { followFirstBackups } from '../serve/follow-first-backups.ts'
import { NamedGraphSource } from '../serve/named-graph-source.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { untilAborted } from '../until-aborted.ts'
import { verb } from '../verb.ts'

interface ServeOptions extends ConnectionOptions {
  readonly data?: string
  readonly host: string
  readonly port: number
  readonly emulated?: boolean
  readonly seed: number
  readonly once?: boolean
  readonly log: 'debug' | 'info' | 'warn' | 'error'
}

const DEFAULT_PORT = 8_420

export function serveCommand(context: CommandContext): Command {
  return withConnection(
    verb({
      name: 'serve',
      summary: 'run the server: people, schedules, jobs, API',
      description:
        'Keeps the OneDrives of an organisation backed up by itself, and serves the API. The database is embedded in the data ' +
        'directory unless DATABASE_URL names a PostgreSQL server.',
      examples: [
        ['serve --emulated', 'with an organisation of its own on this machine'],
        [
          'serve --data /backup --host 0.0.0.0',
          'for the organisation that HOLDFAST_TENANT_ID and so on name',
        ],
      ],
    }),
  )
    .option('--data <directory>', 'where everything lies (or HOLDFAST_DATA; default: ./data)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on', portNumber, DEFAULT_PORT)
    .option('--emulated', 'with an emulated Microsoft 365, people and documents included')
    .option('--seed <n>', 'the same number makes the same emulated organisation', wholeNumber, 1)
    .option('--once', 'end when every OneDrive has been backed up once')
    .addOption(
      new Option('--log <level>', 'lines of JSON on standard error')
        .choices(['debug', 'info', 'warn', 'error'])
        .default('warn'),
    )
    .action(runVerb<ServeOptions>(context, serve))
}

async function serve(run: Run<ServeOptions>): Promise<number> {
  const { terminal, environment, options, clock, signal } = run
  const data = dataDirectory(run, options)
  await using stack = new AsyncDisposableStack()
  terminal.progress.phase('Starting')
  const emulator = options.emulated
    ? stack.use(await startEmulatedOrganisation(data, options.seed))
    : undefined
  const connection = await connectionOf(run, emulator)
  const databaseUrl = environment.variable('DATABASE_URL')
  const holdfast = stack.use(
    await Holdfast.start({
      dataDirectory: data,
      ...(databaseUrl !== undefined && { databaseUrl }),
      graph: () => new NamedGraphSource({ connection, clock }),
      listen: { host: options.host, port: options.port },
      log: { level: options.log, stream: environment.stderr },
      clock,
    }).catch(portInUse(options.port)),
  )
  await announce(run, holdfast, emulator !== undefined)
  const healthy = followFirstBackups(run, holdfast)
  if (options.once) return (await healthy) ? ExitCode.ok : ExitCode.incomplete
  healthy.catch(() => {})
  await untilAborted(signal)
  terminal.note('Stopping: backups under way go on at the next start.')
  return ExitCode.ok
}

/** Undefined where no organisation is named yet. */
async function connectionOf(
  run: Run<ServeOptions>,
  emulator: GraphEmulator | undefined,
): Promise<GraphConnection | undefined> {
  if (emulator === undefined)
    return isConnectionNamed(run, run.options) ? await readConnection(run, run.options) : undefined
  return {
    ...emulator.credentials,
    authority: emulator.loginAuthority,
    graphRoot: emulator.baseUrl,
    ...(emulator.caCertificate && { ca: emulator.caCertificate }),
  }
}

async function announce(run: Run<ServeOptions>, holdfast: Holdfast, emulated: boolean): Promise<void> {
  const { terminal, environment, options } = run
  const { url, control } = holdfast
  const link = (await needsFirstAdministrator(control)) ? await firstAdministratorLink(control) : undefined
  const data = resolve(environment.workingDirectory, dataDirectory(run, options))
  terminal.printJson({ url, dataDirectory: data, emulated, firstAdministratorToken: link?.token ?? null })
  terminal.progress[Symbol.dispose]()
  terminal.print(`Holdfast is running at ${url}`)
  terminal.print()
  const facts: [string, string][] = [
    ['Microsoft 365', emulated ? 'an emulated organisation on this machine' : 'as named at the start'],
    ['Data', `${data} (vaults, database, and the keys that open them)`],
    ['API', `${url}/api/openapi.json`],
  ]
  if (link) facts.push(['First administrator', `sign up with the one-time token ${link.token}`])
  for (const [name, value] of facts) terminal.print(`  ${name.padEnd(20)} ${value}`)
  terminal.print()
  terminal.print('In another terminal, in the same folder:')
  for (const line of ['people', 'jobs --watch', 'profile', 'onedrive backup-now USER'])
    terminal.print(`  npx holdfast ${line}`)
  terminal.print()
  if (!options.once) terminal.note('Ctrl-C stops it.')
}

function portInUse(port: number): (error: unknown) => never {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw cliErrors.HF_PORT_IN_USE({ port }, { cause: error })
  }
}
