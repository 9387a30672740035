import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { GraphEmulator } from '@holdfast/graph-emulator'
import type { Command } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { fillOrganisation } from '../demo/organisation/organisation.ts'
import { cliErrors } from '../errors.ts'
import { portNumber, wholeNumber } from '../option-parsers.ts'
import { untilAborted } from '../until-aborted.ts'
import { verb } from '../verb.ts'

interface EmulatorVerbOptions {
  readonly port?: number
  readonly tls?: boolean
  readonly state?: string
  readonly seed: number
  readonly throttle?: boolean
  readonly empty?: boolean
}

export function emulatorCommand(context: CommandContext): Command {
  return verb({
    name: 'emulator',
    summary: 'run a Microsoft Graph of your own to try things on',
    description:
      'Runs a Microsoft Graph for OneDrive on this machine, with people and documents made up for it, until Ctrl-C. Clients of Microsoft 365 can sign in to it ' +
      'with the client id and secret that are printed.',
    examples: [
      ['emulator', 'an organisation to play with, forgotten afterwards'],
      ['emulator --port 8443 --tls --state ./emulator', 'the same one again tomorrow, by HTTPS'],
      ['emulator --throttle --json', 'with the request limits of Microsoft 365, for a script'],
    ],
  })
    .option('--port <n>', 'port on 127.0.0.1 (default: a free one)', portNumber)
    .option('--tls', 'serve HTTPS, with an authority of its own')
    .option('--state <directory>', 'keep everything in this directory and go on from there next time')
    .option('--seed <n>', 'the same number makes the same organisation', wholeNumber, 1)
    .option('--empty', 'without people and documents')
    .option('--throttle', 'enforce the request limits of Microsoft 365')
    .action(runVerb<EmulatorVerbOptions>(context, runEmulator))
}

async function runEmulator(run: Run<EmulatorVerbOptions>): Promise<undefined> {
  const { options, environment, signal } = run
  const stateDirectory = options.state && resolve(environment.workingDirectory, options.state)
  await using emulator = await start(options, stateDirectory)
  if (!options.empty && !emulator.restored) await fillOrganisation(emulator, { seed: options.seed })
  await using caFile = await writeCaFile(emulator.caCertificate, stateDirectory)
  announce(run, emulator, caFile.path)
  await untilAborted(signal)
  return undefined
}

async function start(
  options: EmulatorVerbOptions,
  stateDirectory: string | undefined,
): Promise<GraphEmulator> {
  const { port, tls = false, seed, throttle: throttling = false } = options
  try {
    return await GraphEmulator.start({
      tls,
      seed,
      throttling,
      ...(port !== undefined && { port }),
      ...(stateDirectory && { stateDirectory }),
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw cliErrors.HF_PORT_IN_USE({ port }, { cause: error })
  }
}

/** Clients read the authority's certificate from a file. Without a state directory it is gone when disposed of. */
async function writeCaFile(
  certificate: string | undefined,
  stateDirectory: string | undefined,
): Promise<AsyncDisposable & { readonly path?: string }> {
  if (certificate === undefined) return { [Symbol.asyncDispose]: async () => undefined }
  const directory = stateDirectory ?? (await mkdtemp(join(tmpdir(), 'holdfast-emulator-')))
  const path = join(directory, 'ca.pem')
  await writeFile(path, certificate)
  return {
    path,
    async [Symbol.asyncDispose]() {
      if (!stateDirectory) await rm(directory, { recursive: true, force: true })
    },
  }
}

function announce(run: Run<EmulatorVerbOptions>, emulator: GraphEmulator, caFile: string | undefined): void {
  const { terminal } = run
  const { tenantId, clientId, clientSecret } = emulator.credentials
  const { graphRoot, loginAuthority } = emulator
  terminal.printJson({ graphRoot, loginAuthority, caFile, tenantId, clientId, clientSecret })
  const facts: [string, string | undefined][] = [
    ['Graph', graphRoot],
    ['Sign-in', loginAuthority],
    ['CA certificate', caFile],
    ['Tenant', tenantId],
    ['Client id', clientId],
    ['Client secret', clientSecret],
  ]
  terminal.print('A Microsoft Graph of your own is running.')
  for (const [name, value] of facts) if (value !== undefined) terminal.print(`  ${name.padEnd(15)} ${value}`)
  terminal.note('Ctrl-C ends it.')
}
