import type { ErrorDefinition } from '@holdfast/base'
import { cliErrors } from '@holdfast/cli'
import {
  accessErrors,
  alertErrors,
  browseErrors,
  connectionErrors,
  controlErrors,
  jobErrors,
  keyringErrors,
  peopleErrors,
  privacyErrors,
  profileErrors,
  restoreErrors,
  secretErrors,
  vaultErrors,
} from '@holdfast/control'
import { engineErrors } from '@holdfast/engine'
import { graphErrors } from '@holdfast/graph'
import { keyErrors } from '@holdfast/keys'
import { repositoryErrors } from '@holdfast/repository'
import { serverErrors } from '@holdfast/server'

const CATALOGUES: readonly (readonly [string, Readonly<Record<string, ErrorDefinition>>])[] = [
  ['Repository and storage', repositoryErrors.definitions],
  ['Microsoft Graph', graphErrors.definitions],
  ['Backup and restore', engineErrors.definitions],
  ['Keys', keyErrors.definitions],
  ['Those who hold keys', keyringErrors.definitions],
  ['Control plane', controlErrors.definitions],
  ['Connection to Microsoft 365', connectionErrors.definitions],
  ['Vaults and their storage', vaultErrors.definitions],
  ['Jobs', jobErrors.definitions],
  ['Looking into backups', browseErrors.definitions],
  ['Restore jobs', restoreErrors.definitions],
  ['Profiles', profileErrors.definitions],
  ['Access to data', privacyErrors.definitions],
  ['People, directory and licences', peopleErrors.definitions],
  ['Alerts', alertErrors.definitions],
  ['Accounts and sign-in', accessErrors.definitions],
  ['Sealed secrets', secretErrors.definitions],
  ['Server', serverErrors.definitions],
  ['Command line', cliErrors.definitions],
]

const RETRY = {
  never: 'no, something must be changed first',
  now: 'yes, at once',
  later: 'yes, in a later run',
} as const

/** The code of every error that there is. */
export function documentedCodes(): ReadonlySet<string> {
  return new Set(CATALOGUES.flatMap(([, definitions]) => Object.keys(definitions)))
}

/** The page docs/errors.md, from the catalogues in the code. */
export function errorPage(): string {
  const sections = CATALOGUES.map(([title, definitions]) => `## ${title}\n\n${section(definitions)}`)
  return `# Errors

Every error has a stable code. Commands print it with its message and a hint, and with \`--json\` as
\`{"error":{"code":…,"message":…,"hint":…}}\`. Words in braces stand for the case at hand. "Exit" is the exit code of a
command that ends by this error, "status" the HTTP status of an API answer.

This page is made from the code by \`npm run docs\`; a test holds the two together.

${sections.join('\n')}`
}

function section(definitions: Readonly<Record<string, ErrorDefinition>>): string {
  return Object.entries(definitions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { message, hint, status, retry, exitCode = 1 }]) =>
        `### ${code}\n\n${message}\n\n- What to do: ${hint}\n- Worth trying again: ${RETRY[retry]}\n- Exit ${exitCode}, status ${status}\n`,
    )
    .join('\n')
}
