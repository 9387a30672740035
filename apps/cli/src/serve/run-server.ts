import { resolve } from 'node:path'
import type { GraphConnection } from '@holdfast/graph'
import type { GraphEmulator } from '@holdfast/graph-emulator'
import { Holdfast, type HoldfastOptions } from '@holdfast/server'
import type { Run } from '../command-context.ts'
import { type ConnectionOptions, isConnectionNamed, readConnection } from '../connection-options.ts'
import { cliErrors } from '../errors.ts'
import { accessFile, dataDirectory } from '../remote/data-directory.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { untilAborted } from '../until-aborted.ts'
import { announce } from './announce.ts'
import { startEmulatedOrganisation } from './emulated-organisation.ts'
import { enterConnection } from './enter-connection.ts'
import { followFirstBackups } from './follow-first-backups.ts'

export interface ServeOptions extends ConnectionOptions {
  readonly data?: string
  readonly host: string
  readonly port: number
  readonly emulated?: boolean
  readonly seed: number
  readonly trustProxy?: readonly string[]
  readonly origin?: readonly string[]
  readonly restoreDirectory?: string
  readonly once?: boolean
  readonly log: 'debug' | 'info' | 'warn' | 'error'
}

/** Runs the server until it is asked to stop, or with --once until every OneDrive was backed up. Gives the exit code. */
export async function runServer(run: Run<ServeOptions>): Promise<number> {
  const { terminal, environment, options, clock } = run
  const data = dataDirectory(run, options)
  await using stack = new AsyncDisposableStack()
  terminal.progress.phase('Starting')
  const emulator = options.emulated
    ? stack.use(await startEmulatedOrganisation(data, options.seed))
    : undefined
  const connection = await connectionOf(run, emulator)
  const lost = new AbortController()
  const signal = AbortSignal.any([run.signal, lost.signal])
  const databaseUrl = environment.variable('DATABASE_URL')
  const holdfast = stack.use(
    await Holdfast.start({
      dataDirectory: data,
      accessFile: accessFile(data),
      ...(databaseUrl !== undefined && { databaseUrl }),
      transitToken: async () => environment.variable('VAULT_TOKEN'),
      ...organisationOf(connection),
      ...(emulator && { endpoints: endpointsOf(emulator) }),
      listen: { host: options.host, port: options.port },
      ...accessOf(run),
      log: { level: options.log, stream: environment.stderr },
      onLost: (error) => lost.abort(error),
      clock,
    }).catch(portInUse(options.port)),
  )
  await announce(run, holdfast)
  const healthy = followFirstBackups({ ...run, signal }, holdfast)
  if (options.once) return (await healthy) ? ExitCode.ok : ExitCode.incomplete
  healthy.catch(() => {})
  await untilAborted(signal)
  lost.signal.throwIfAborted()
  terminal.note('Stopping: backups under way go on at the next start.')
  return ExitCode.ok
}

/** How browsers and restores reach this server. */
function accessOf({
  options: { trustProxy, origin, restoreDirectory },
  environment,
}: Run<ServeOptions>): Pick<HoldfastOptions, 'trustProxy' | 'origins' | 'restoreDirectory'> {
  return {
    ...(trustProxy && { trustProxy }),
    ...(origin && { origins: origin.map((url) => new URL(url).origin) }),
    ...(restoreDirectory !== undefined && {
      restoreDirectory: resolve(environment.workingDirectory, restoreDirectory),
    }),
  }
}

/** By a secret the organisation stands in the settings, as entered there; a certificate of one's own is used as it is. */
function organisationOf(connection: GraphConnection | undefined): Pick<HoldfastOptions, 'named' | 'prepare'> {
  if (connection === undefined) return {}
  if (connection.clientSecret === undefined) return { named: connection }
  return { prepare: (control) => enterConnection(control, connection) }
}

function endpointsOf({ loginAuthority, baseUrl, caCertificate }: GraphEmulator) {
  return { authority: loginAuthority, graphRoot: baseUrl, ...(caCertificate && { ca: caCertificate }) }
}

/** Undefined where no organisation is named: then the settings say it. */
async function connectionOf(
  run: Run<ServeOptions>,
  emulator: GraphEmulator | undefined,
): Promise<GraphConnection | undefined> {
  if (emulator === undefined)
    return isConnectionNamed(run, run.options) ? await readConnection(run, run.options) : undefined
  return { ...emulator.credentials, ...endpointsOf(emulator) }
}

function portInUse(port: number): (error: unknown) => never {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw cliErrors.HF_PORT_IN_USE({ port }, { cause: error })
  }
}
