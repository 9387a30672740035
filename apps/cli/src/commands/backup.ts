import { resolve } from 'node:path'
import { HoldfastError } from '@holdfast/base'
import { type BackupResult, backupDrive } from '@holdfast/engine'
import {
  type Drive,
  type Forecast,
  forecastCompletion,
  type GraphClient,
  graphErrors,
  type User,
} from '@holdfast/graph'
import type { Repository } from '@holdfast/repository'
import type { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { type ConnectionOptions, openClient, withConnection } from '../connection-options.ts'
import { cliErrors } from '../errors.ts'
import { type ExclusionOptions, readExclusions, withExclusions } from '../exclusion-options.ts'
import { wholeNumber } from '../option-parsers.ts'
import {
  openRepository,
  type RepositoryOptions,
  repositoryPath,
  withRepository,
} from '../repository-options.ts'
import { backupProgress, printBackup } from '../show-backup.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { openVault, vaultPlace } from '../vault-directory.ts'
import { verb } from '../verb.ts'

interface BackupVerbOptions extends RepositoryOptions, ConnectionOptions, ExclusionOptions {
  readonly all?: boolean
  readonly data?: string
  readonly full?: boolean
  readonly versions?: boolean
  readonly quarantineMalware?: boolean
  readonly concurrency?: number
}

export function backupCommand(context: CommandContext): Command {
  const command = verb({
    name: 'backup',
    summary: 'back up the OneDrive of one person, or of everyone',
    description:
      'Backs up OneDrives: of one person into a repository of your own (--repo), or of several, each into a vault in the data ' +
      'directory (--data), made on first use with a password of its own. Ends with 3 when single files or people failed.',
    examples: [
      ['backup adele@contoso.com -r /backup/adele -p adele.password', 'one person'],
      ['backup --all --data /backup', 'everyone who has a OneDrive'],
    ],
  })
    .argument('[users...]', 'sign-in names or object ids')
    .option('--all', 'everyone in the organisation')
    .option('--data <directory>', 'data directory for vaults and their passwords (or HOLDFAST_DATA)')
    .option('--full', 'list the drive anew instead of asking for changes (content is not fetched again)')
    .option('--versions', 'also record the version list of each changed file (2 request units a file)')
    .option(
      '--quarantine-malware',
      'also get files that Microsoft marks as malware, into the snapshot’s quarantine (never among the files)',
    )
    .option('--concurrency <n>', 'files fetched at the same time (default 8)', wholeNumber)
  return withExclusions(withConnection(withRepository(command))).action(
    runVerb<BackupVerbOptions>(context, (run) => runBackup(context, run)),
  )
}

interface PersonResult {
  readonly user: string
  readonly repository?: string
  readonly result?: BackupResult
  /** Of a vault's first backup: when it was complete, and what had been told of it. */
  readonly firstBackup?: {
    readonly completeOn: string
    readonly forecastUnits: number
    readonly forecastSeconds: number
  }
  /** Why there is nothing to back up: no failure. */
  readonly noDrive?: string
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string }
}

async function runBackup(context: CommandContext, run: Run<BackupVerbOptions>): Promise<number> {
  const { options, args, terminal, signal } = run
  const names = args[0] as string[]
  const oneRepository = options.repo !== undefined || (names.length === 1 && !dataDirectory(context, options))
  if (names.length === 0 && !options.all) throw cliErrors.HF_NOBODY_NAMED()
  if (oneRepository && (names.length !== 1 || options.all)) throw cliErrors.HF_ONE_REPOSITORY_ONE_PERSON()
  const exclusions = readExclusions(options)
  await using client = await openClient(context, options, 'backup', (sentence) => terminal.warn(sentence))
  const people = options.all
    ? await Array.fromAsync(client.users({ signal }))
    : await Promise.all(names.map((name) => client.user(name, { signal })))
  const results: PersonResult[] = []
  for (const user of people) {
    signal.throwIfAborted()
    const name = user.userPrincipalName ?? user.id
    try {
      results.push(await backUpPerson(context, run, client, user, exclusions, oneRepository))
    } catch (error) {
      // Of one person alone the error is the command's; of many, one must not stop the others.
      if (people.length === 1 || signal.aborted || !(error instanceof HoldfastError)) throw error
      results.push({ user: name, error: { code: error.code, message: error.message, hint: error.hint } })
      terminal.warn(`${name}: ${error.message} ${error.hint} (${error.code})`)
    }
  }
  const { units, requests } = client.meter
  terminal.printJson({ results, requestUnits: units, requests })
  terminal.note(`${requests} requests, ${units} request units.`)
  const incomplete = results.some(
    ({ error, result }) =>
      error || result?.outcome === 'saved-with-errors' || (result?.failures.length ?? 0) > 0,
  )
  return incomplete ? ExitCode.incomplete : ExitCode.ok
}

async function backUpPerson(
  context: CommandContext,
  { options, terminal, signal }: Run<BackupVerbOptions>,
  client: GraphClient,
  user: User,
  exclusions: ReturnType<typeof readExclusions>,
  oneRepository: boolean,
): Promise<PersonResult> {
  const name = user.userPrincipalName ?? user.id
  const lookup = await client.findDrive(user.id, { signal })
  if (lookup.state !== 'found') {
    if (!options.all) throw graphErrors.HF_NO_DRIVE({ user: name, reason: lookup.reason.replace(/\.$/, '') })
    terminal.note(`${name}: no OneDrive (${lookup.reason})`)
    return { user: name, noDrive: lookup.reason }
  }
  const { repository, location } = oneRepository
    ? { repository: await openRepository(context, options), location: repositoryPath(context, options) }
    : await vaultOf(context, options, lookup.drive)
  let forecast: Forecast | undefined
  const result = await backupDrive({
    source: client,
    driveId: lookup.drive.id,
    principal: name,
    repository,
    exclusions,
    clock: context.clock,
    signal,
    full: options.full ?? false,
    versions: options.versions ?? false,
    quarantineMalware: options.quarantineMalware ?? false,
    programVersion: `holdfast ${manifest.version}`,
    ...(options.concurrency && { concurrency: options.concurrency }),
    onProgress: backupProgress(terminal, name, (work) => {
      forecast = forecastCompletion(work, client.budget.read(), context.clock.now())
      return forecast
    }),
  })
  printBackup(terminal, name, result, forecast !== undefined)
  const first = forecast && {
    completeOn: result.verifiedAt,
    forecastUnits: forecast.units,
    forecastSeconds: Math.round(forecast.seconds),
  }
  return { user: name, repository: location, result, ...(first && { firstBackup: first }) }
}

async function vaultOf(
  context: CommandContext,
  options: BackupVerbOptions,
  drive: Drive,
): Promise<{ repository: Repository; location: string }> {
  const data = dataDirectory(context, options)
  if (!data) throw cliErrors.HF_NO_REPOSITORY_NAMED()
  const place = vaultPlace(data, drive.id)
  return { repository: await openVault(place, context), location: place.repository }
}

function dataDirectory({ environment }: CommandContext, { data }: BackupVerbOptions): string | undefined {
  const named = data ?? environment.variable('HOLDFAST_DATA')
  return named ? resolve(environment.workingDirectory, named) : undefined
}
