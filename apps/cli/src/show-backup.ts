import { formatDuration } from '@holdfast/base'
import type { BackupProgress, BackupResult } from '@holdfast/engine'
import type { Forecast, Work } from '@holdfast/graph'
import { printFailures } from './show-failures.ts'
import { forecastSentence } from './show-forecast.ts'
import { formatCount } from './terminal/format-count.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Short: rate and time left must fit beside it on a line of 80. */
const PHASES: Readonly<Record<BackupProgress['phase'], string>> = {
  opening: 'Opening',
  listing: 'Listing',
  fetching: 'Backing up',
  writing: 'Finishing',
}

/** Seconds: what is done sooner needs no forecast. */
const WORTH_TELLING = 60

/**
 * Shows a backup's progress on the terminal's line.
 * @param forecast of a first backup; it is shown once it is known how much there is to fetch
 */
export function backupProgress(
  terminal: Terminal,
  owner: string,
  forecast?: (work: Work) => Forecast,
): (progress: BackupProgress) => void {
  let phase: string | undefined
  return (at) => {
    if (at.phase !== phase) {
      phase = at.phase
      const totals = at.phase === 'fetching' ? { items: at.filesTotal, bytes: at.bytesTotal } : {}
      terminal.progress.phase(`${PHASES[at.phase]} ${owner.split('@')[0]}`, {
        noun: at.phase === 'listing' ? 'item' : 'file',
        ...totals,
      })
      if (at.phase === 'fetching' && at.first && forecast) {
        const work = { files: at.filesTotal, bytes: at.bytesTotal }
        const expected = forecast(work)
        if (expected.seconds >= WORTH_TELLING)
          terminal.note(`${owner}: ${forecastSentence(terminal, work, expected)}`)
      }
    }
    if (at.phase === 'listing') terminal.progress.set({ items: at.listed })
    if (at.phase === 'fetching') terminal.progress.set({ items: at.files, bytes: at.bytes })
  }
}

/** The result of one drive, for people. */
export function printBackup(terminal: Terminal, owner: string, result: BackupResult, first = false): void {
  const { counts, changes, bytes, failures, seconds } = result
  const snapshot = result.snapshotId.slice(0, 8)
  if (result.outcome === 'unchanged') {
    terminal.print(
      `${owner}: nothing changed; snapshot ${snapshot} verified current at ${terminal.time(result.verifiedAt)} (${formatDuration(seconds)}).`,
    )
  } else {
    terminal.print(
      `${owner}: snapshot ${snapshot} with ${counts.files} files, ${terminal.size(counts.bytes)}; ` +
        `${changes.added} new, ${changes.changed} changed, ${changes.deleted} deleted; ` +
        `${terminal.size(bytes.downloaded)} downloaded, ${terminal.size(bytes.stored)} stored (${formatDuration(seconds)}).`,
    )
  }
  if (first && result.outcome === 'saved')
    terminal.print(`  First backup complete on ${terminal.time(result.verifiedAt)}.`)
  if (changes.resumed > 0)
    terminal.print(`  ${changes.resumed} files were there already, from a backup that did not finish.`)
  if (counts.excluded > 0) terminal.print(`  ${counts.excluded} files are left out by rules.`)
  if (result.quarantined > 0)
    terminal.print(`  ${formatCount(result.quarantined, 'file')} with malware lie in quarantine.`)
  printFailures(terminal, owner, failures)
  for (const warning of result.warnings) terminal.warn(`${owner}: ${warning}`)
}
