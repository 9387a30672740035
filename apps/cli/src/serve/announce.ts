import { join, resolve } from 'node:path'
import { firstAdministratorLink, needsFirstAdministrator } from '@holdfast/control'
import type { Holdfast } from '@holdfast/server'
import type { Run } from '../command-context.ts'
import { dataDirectory } from '../remote/data-directory.ts'

/** Says where a server is, and what to do first; the rest is shown in the browser. */
export async function announce(
  run: Run<{ readonly data?: string; readonly emulated?: boolean; readonly once?: boolean }>,
  holdfast: Holdfast,
): Promise<void> {
  const { terminal, environment, options } = run
  const { url, control } = holdfast
  const emulated = options.emulated === true
  const link = (await needsFirstAdministrator(control)) ? await firstAdministratorLink(control) : undefined
  const data = resolve(environment.workingDirectory, dataDirectory(run, options))
  terminal.printJson({ url, dataDirectory: data, emulated, firstAdministratorToken: link?.token ?? null })
  terminal.progress[Symbol.dispose]()
  terminal.print(`Holdfast is running at ${url}`)
  terminal.print()
  if (link) {
    terminal.print('First of all, open this link. It is good once, and makes you the administrator:')
    terminal.print()
    terminal.print(`  ${url}/welcome#${link.token}`)
    terminal.print()
  }
  const facts: [string, string][] = [
    [
      'Microsoft 365',
      emulated ? 'an emulated organisation on this machine' : 'as the settings of the connection say',
    ],
    ['Data', `${data} (vaults, database, settings)`],
    [
      'Keys',
      holdfast.hasLocalConnector
        ? `in ${join(data, 'connector.key')}; to keep them elsewhere: npx holdfast key invite`
        : 'held by others: npx holdfast key',
    ],
    // No second address: whoever starts out is to see one, and the link.
    ['API', 'below the same address; /api/openapi.json describes it'],
    ['Command line', 'npx holdfast people, npx holdfast jobs --watch, npx holdfast --help'],
  ]
  for (const [name, value] of facts) terminal.print(`  ${name.padEnd(14)} ${value}`)
  terminal.print()
  if (!options.once) terminal.note('Ctrl-C stops it.')
}
