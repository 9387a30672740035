import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ApiError, problemOf } from '@holdfast/api-client'
import type { Command } from 'commander'
import { type CommandContext, type CommonOptions, type Run, runVerb } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { fromApi, reach, type ServerOptions, serverAccess, withServer } from '../remote/server-options.ts'
import { readText } from '../repository-options.ts'
import { verb } from '../verb.ts'

interface ApiOptions extends ServerOptions {
  readonly body?: string
  readonly ifMatch?: string
  readonly output?: string
}

export function apiCommand(context: CommandContext): Command {
  return withServer(
    verb({
      name: 'api',
      summary: 'ask the server anything that its API offers',
      description:
        'Sends one request, signed in like the other verbs, and shows the answer. /api/openapi.json describes all of them.',
      examples: [
        ['api GET /api/v1/overview', 'a question'],
        ['api POST /api/v1/directory/sync', 'a change'],
        [
          'api PUT /api/v1/settings/exclusions --if-match 0 --body @lists.json',
          'with a document from a file',
        ],
        ['api GET "/api/v1/people/ID/snapshots/latest/zip" --output ada.zip', 'a download'],
      ],
    }),
  )
    .argument('<method>', 'GET, POST, PUT, PATCH or DELETE')
    .argument('<path>', 'as in /api/v1/people?search=ada')
    .option('--body <json>', 'JSON to send; @FILE for that of a file')
    .option('--if-match <version>', 'the version that a change is made on')
    .option('-o, --output <file>', 'write the answer into a new file')
    .action(runVerb<ApiOptions>(context, ask))
}

async function ask(run: Run<ApiOptions & CommonOptions>): Promise<undefined> {
  const { options, args, terminal, environment, signal } = run
  const [method, path] = args as [string, string]
  const { url, token } = await serverAccess(run, options)
  const address = addressOf(url, path)
  const body = await bodyOf(run)
  const response = await reach(url, () =>
    fetch(address, {
      method: method.toUpperCase(),
      signal,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(options.ifMatch !== undefined && { 'if-match': `"${options.ifMatch.replaceAll('"', '')}"` }),
        ...(method.toUpperCase() === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body !== undefined && { body }),
    }),
  )
  if (!response.ok) throw fromApi(new ApiError(await problemOf(response)))
  if (options.output !== undefined) {
    const file = resolve(environment.workingDirectory, options.output)
    await save(response, file, signal)
    terminal.printJson({ file })
    terminal.print(`Written to ${file}.`)
  } else environment.stdout.write(shown(await response.text()))
}

/** Only the server that the token belongs to is asked. Raises HF_USAGE. */
function addressOf(server: string, path: string): URL {
  const address = new URL(path, server)
  if (address.origin === new URL(server).origin) return address
  const advice = 'Give a path that begins with a slash.'
  throw cliErrors.HF_USAGE({ problem: 'This is not an address of the server.', advice })
}

async function bodyOf({ options: { body }, environment }: Run<ApiOptions>): Promise<string | undefined> {
  return body?.startsWith('@') ? await readText(resolve(environment.workingDirectory, body.slice(1))) : body
}

/** Raises HF_FILE_EXISTS. What comes only in part is removed. */
async function save(response: Response, path: string, signal: AbortSignal): Promise<void> {
  try {
    const output = createWriteStream(path, { flags: 'wx' })
    const content = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as never)
    await pipeline(content, output, { signal })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw cliErrors.HF_FILE_EXISTS({ path }, { cause: error })
    await rm(path, { force: true })
    throw error
  }
}

/** JSON with line breaks; anything else as it came. */
function shown(text: string): string {
  if (text === '') return ''
  try {
    return `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`
  } catch {
    return text
  }
}
