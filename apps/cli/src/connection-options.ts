import { join, resolve } from 'node:path'
import {
  type Cloud,
  GraphClient,
  type GraphConnection,
  type OffPeak,
  type Purpose,
  RequestBudget,
  UsageFile,
} from '@holdfast/graph'
import { type Command, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { CommandContext } from './command-context.ts'
import { bandShare, type OffPeakOption, offPeakHours } from './off-peak-option.ts'
import { wholeNumber } from './option-parsers.ts'
import { readSecret, readText } from './repository-options.ts'

export interface ConnectionOptions {
  readonly tenant?: string
  readonly clientId?: string
  readonly clientSecretFile?: string
  readonly certificateFile?: string
  readonly cloud?: Cloud
  readonly authority?: string
  readonly graphRoot?: string
  readonly caFile?: string
  readonly licences?: number
  readonly offPeak?: OffPeakOption
  readonly offPeakShare?: number
  readonly data?: string
}

/** Share of the band in off-peak hours, unless said otherwise. */
const OFF_PEAK_SHARE = 0.95

/** Adds the options that say how to reach Microsoft 365. Secrets come from files or the environment, never as arguments. */
export function withConnection(command: Command): Command {
  return command
    .option('--tenant <id>', 'tenant id or domain (or HOLDFAST_TENANT_ID)')
    .option('--client-id <id>', 'application id (or HOLDFAST_CLIENT_ID)')
    .option('--client-secret-file <file>', 'file with the application’s secret (or HOLDFAST_CLIENT_SECRET)')
    .option('--certificate-file <file>', 'PEM file with the application’s certificate and private key')
    .addOption(
      new Option('--cloud <name>', 'Microsoft’s cloud').choices(['global', 'us-gov', 'us-dod', 'china']),
    )
    .option('--authority <url>', 'sign-in host, where it is another one')
    .option('--graph-root <url>', 'Microsoft Graph, where it is another one')
    .option('--ca-file <file>', 'PEM file of a private certificate authority')
    .option(
      '--licences <n>',
      'licences of the tenant: they decide how much may be asked (default: the smallest band)',
      wholeNumber,
    )
    .option(
      '--off-peak <hours>',
      'hours in which more may be asked, like 20-6 or 20-6@Europe/Berlin; weekends count as well (default: none)',
      offPeakHours,
    )
    .option('--off-peak-share <percent>', 'how much of it in these hours (default 95, else 80)', bandShare)
}

/** Whether options or environment name an organisation, for verbs that can do without one. */
export function isConnectionNamed({ environment }: CommandContext, options: ConnectionOptions): boolean {
  return (options.tenant ?? environment.variable('HOLDFAST_TENANT_ID')) !== undefined
}

/** A client for the organisation that options and environment name. Dispose of it. */
export async function openClient(
  context: CommandContext,
  options: ConnectionOptions,
  purpose: Purpose,
  warn?: (sentence: string) => void,
): Promise<GraphClient> {
  const { budget, usage } = await openBudget(context, options, warn)
  return new GraphClient({
    connection: await readConnection(context, options),
    budget,
    ...(usage && { usage }),
    purpose,
    version: manifest.version,
    clock: context.clock,
  })
}

/** The budget of the organisation, with what was used of it in the last day by the runs that share the same file. */
export async function openBudget(
  context: CommandContext,
  options: ConnectionOptions,
  warn?: (sentence: string) => void,
): Promise<{ budget: RequestBudget; usage?: UsageFile }> {
  const { environment, clock } = context
  const path = usagePath(context, options)
  const usage =
    path === undefined
      ? undefined
      : new UsageFile(path, {
          tenantId: options.tenant ?? environment.variable('HOLDFAST_TENANT_ID') ?? '',
          clientId: options.clientId ?? environment.variable('HOLDFAST_CLIENT_ID') ?? '',
          clock,
          ...(warn && { onWarning: warn }),
        })
  const budget = new RequestBudget({
    clock,
    ...(options.licences !== undefined && { licences: options.licences }),
    ...(options.offPeak && { offPeak: offPeakOf(context, options.offPeak, options.offPeakShare) }),
  })
  await usage?.tell(budget)
  return { budget, ...(usage && { usage }) }
}

/** The off-peak hours in full, as options name them. */
export function offPeakOf(
  { environment }: CommandContext,
  option: OffPeakOption,
  share = OFF_PEAK_SHARE,
): OffPeak {
  return { timeZone: environment.timeZone, ...option, share }
}

/** In the data directory; without one where a person's programs keep their state. */
function usagePath({ environment }: CommandContext, { data }: ConnectionOptions): string | undefined {
  const directory = data ?? environment.variable('HOLDFAST_DATA')
  if (directory) return resolve(environment.workingDirectory, directory, 'budget.json')
  const home = environment.variable('HOME') ?? environment.variable('USERPROFILE')
  const state = environment.variable('XDG_STATE_HOME') ?? (home && join(home, '.local', 'state'))
  return state ? join(state, 'holdfast', 'budget.json') : undefined
}

/** The organisation that options and environment name. Raises HF_FILE_NOT_READABLE, HF_SECRET_EMPTY. */
export async function readConnection(
  { environment }: CommandContext,
  options: ConnectionOptions,
): Promise<GraphConnection> {
  const path = (file: string): string => resolve(environment.workingDirectory, file)
  const clientSecret = options.clientSecretFile
    ? await readSecret(path(options.clientSecretFile))
    : environment.variable('HOLDFAST_CLIENT_SECRET')
  return {
    tenantId: options.tenant ?? environment.variable('HOLDFAST_TENANT_ID') ?? '',
    clientId: options.clientId ?? environment.variable('HOLDFAST_CLIENT_ID') ?? '',
    ...(clientSecret && { clientSecret }),
    ...(options.certificateFile && { certificate: await readText(path(options.certificateFile)) }),
    ...(options.cloud && { cloud: options.cloud }),
    ...setting(options.authority ?? environment.variable('HOLDFAST_AUTHORITY'), 'authority'),
    ...setting(options.graphRoot ?? environment.variable('HOLDFAST_GRAPH_ROOT'), 'graphRoot'),
    ...(options.caFile && { ca: await readText(path(options.caFile)) }),
  }
}

function setting<K extends string>(value: string | undefined, key: K): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Record<K, string>) : {}
}
