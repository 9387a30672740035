import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type ApiClient, ApiError, createApiClient } from '@holdfast/api-client'
import { HoldfastError } from '@holdfast/base'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { readSecret } from '../repository-options.ts'
import { accessFile, dataDirectory } from './data-directory.ts'

export interface ServerOptions {
  readonly server?: string
  readonly tokenFile?: string
  readonly data?: string
}

/** Adds the options that say which server. */
export function withServer(command: Command): Command {
  return command
    .option(
      '--server <url>',
      'the server (or HOLDFAST_SERVER; default: the one of this machine’s data directory)',
    )
    .option('--token-file <file>', 'file with an API token for it (or HOLDFAST_TOKEN)')
    .option(
      '--data <directory>',
      'data directory of a server on this machine (or HOLDFAST_DATA; default: ./data)',
    )
}

/** Where a server is, and what lets us in. */
export interface ServerAccess {
  readonly url: string
  readonly token: string
}

/** Raises HF_NO_SERVER, HF_NO_TOKEN, HF_FILE_NOT_READABLE. */
export async function serverAccess(context: CommandContext, options: ServerOptions): Promise<ServerAccess> {
  const { environment } = context
  const url = options.server ?? environment.variable('HOLDFAST_SERVER')
  if (url === undefined) return await localAccess(context, options)
  const { tokenFile } = options
  const token = tokenFile
    ? await readSecret(resolve(environment.workingDirectory, tokenFile))
    : environment.variable('HOLDFAST_TOKEN')
  if (token === undefined) throw cliErrors.HF_NO_TOKEN({ server: url })
  return { url: url.replace(/\/+$/, ''), token }
}

/** A running server says in its data directory where it is. */
async function localAccess(context: CommandContext, options: ServerOptions): Promise<ServerAccess> {
  const directory = dataDirectory(context, options)
  try {
    return JSON.parse(await readFile(accessFile(directory), 'utf8')) as ServerAccess
  } catch (cause) {
    throw cliErrors.HF_NO_SERVER({ directory }, { cause })
  }
}

/** A client of the server that options and environment name. Raises HF_NO_SERVER, HF_NO_TOKEN. */
export async function openServer(context: CommandContext, options: ServerOptions): Promise<ApiClient> {
  const { url, token } = await serverAccess(context, options)
  return createApiClient({
    baseUrl: url,
    token,
    newKey: randomUUID,
    fetch: (request) => reach(url, () => fetch(request, { signal: context.signal })),
  })
}

/** The same words for whatever keeps us from a server. Raises HF_SERVER_UNREACHABLE. */
export async function reach(url: string, call: () => Promise<Response>): Promise<Response> {
  try {
    return await call()
  } catch (cause) {
    if ((cause as Error).name === 'AbortError') throw cause
    const reason = ((cause as Error).cause as Error | undefined)?.message ?? (cause as Error).message
    throw cliErrors.HF_SERVER_UNREACHABLE({ server: url, reason }, { cause })
  }
}

/** What the server refused, as every other error is shown. */
export function fromApi(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error
  const { code, detail, hint = 'Look at the state of the server.', status } = error.problem
  const exitCode = 1
  return new HoldfastError(
    code,
    { message: detail, hint, status, retry: 'never', exitCode },
    {},
    { cause: error },
  )
}
