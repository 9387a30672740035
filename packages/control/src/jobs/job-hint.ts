import type { ErrorDefinition } from '@holdfast/base'
import { engineErrors } from '@holdfast/engine'
import { graphErrors } from '@holdfast/graph'
import { keyErrors } from '@holdfast/keys'
import { repositoryErrors } from '@holdfast/repository'
import { alertErrors } from '../alerts/errors.ts'
import { connectionErrors } from '../connection/errors.ts'
import { controlErrors } from '../errors.ts'
import { keyringErrors } from '../keyring/errors.ts'
import { restoreErrors } from '../restore/errors.ts'
import { secretErrors } from '../secrets/errors.ts'
import { vaultErrors } from '../vaults/errors.ts'
import { jobErrors } from './errors.ts'

/** What a job can fail with. */
const CATALOGUES = [
  engineErrors,
  graphErrors,
  keyErrors,
  repositoryErrors,
  alertErrors,
  connectionErrors,
  controlErrors,
  jobErrors,
  keyringErrors,
  restoreErrors,
  secretErrors,
  vaultErrors,
]

const HINTS: ReadonlyMap<string, string> = new Map(
  CATALOGUES.flatMap(({ definitions }) => Object.entries<ErrorDefinition>(definitions)).map(
    ([code, { hint }]) => [code, hint],
  ),
)

/** What to do about an error, by its code alone; null where nothing is known, or the words for it need more than that. */
export function hintFor(code: string): string | null {
  const hint = HINTS.get(code)
  return hint === undefined || /\{\w+\}/.test(hint) ? null : hint
}
