import { FAILURE_CLASSES, type FailedFile, type FailureClass } from '@holdfast/engine'
import { formatCount } from './terminal/format-count.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Files named one by one; --json has all. */
const MAX_NAMED = 10

const CLASSES: Readonly<Record<FailureClass, string>> = {
  gone: 'no longer there when fetched',
  locked: 'locked or checked out',
  malware: 'held back as malware',
  'rights-protected': 'protected by rights management',
  'onenote-too-large': 'OneNote, which Microsoft’s service fails to hand out (sections that are too large)',
  policy: 'refused by a policy',
  transient: 'not received for a passing fault',
  unknown: 'failed for a reason not known here',
}

/** The files that a backup could not fetch: how many of each class, and the first ten by name. */
export function printFailures(terminal: Terminal, owner: string, failures: readonly FailedFile[]): void {
  let named = 0
  for (const kind of FAILURE_CLASSES) {
    const group = failures.filter((failure) => failure.class === kind)
    if (group.length === 0) continue
    const shown = group.slice(0, MAX_NAMED - named)
    named += shown.length
    const end = shown.length > 0 ? ':' : '.'
    terminal.warn(`${owner}: ${formatCount(group.length, 'file')} ${CLASSES[kind]}${end}`)
    for (const failure of shown) terminal.warn(`  ${describe(terminal, failure)}`)
  }
  if (failures.length > named)
    terminal.warn(
      `${owner}: ${formatCount(failures.length - named)} more are not named here; --json has all.`,
    )
}

function describe(terminal: Terminal, failure: FailedFile): string {
  const { path, id, message, code, attempts, nextTry } = failure
  const tried = `tried in ${formatCount(attempts, 'run')}, again from ${terminal.time(nextTry)}`
  return `${path || id}: ${message} (${code}; ${tried})`
}
