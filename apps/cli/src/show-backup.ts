import { formatDuration } from '@holdfast/base'
import type { BackupProgress, BackupResult } from '@holdfast/engine'
import { printFailures } from './show-failures.ts'
import { formatCount } from './terminal/format-count.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Short: rate and time left must fit beside it on a line of 80. */
const PHASES: Readonly<Record<BackupProgress['phase'], string>> = {
  opening: 'Opening',
  listing: 'Listing',
  fetching: 'Backing up',
  writing: 'Finishing',
}

/** A forecast worth a line of its own: shorter ones the progress line shows well enough. */
const WORTH_SAYING = 120

/**
 * Shows a backup's progress on the terminal's line.
 *
 * @param secondsFor how long so many files take at least by the request budget
 */
export function backupProgress(
  terminal: Terminal,
  owner: string,
  { now, secondsFor }: { now: () => number; secondsFor: (files: number) => number },
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
      const seconds = at.phase === 'fetching' ? secondsFor(at.filesTotal) : 0
      if (seconds > WORTH_SAYING) {
        terminal.note(
          `${owner}: ${formatCount(at.filesTotal, 'file')} to fetch; by Microsoft’s request budget complete on ${terminal.time(now() + seconds * 1000)} at the earliest.`,
        )
      }
    }
    if (at.phase === 'listing') terminal.progress.set({ items: at.listed })
    if (at.phase === 'fetching') terminal.progress.set({ items: at.files, bytes: at.bytes })
  }
}

/** The result of one drive, for people. */
export function printBackup(terminal: Terminal, owner: string, result: BackupResult): void {
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
  if (changes.resumed > 0)
    terminal.print(`  ${changes.resumed} files were there already, from a backup that did not finish.`)
  if (counts.excluded > 0) terminal.print(`  ${counts.excluded} files are left out by rules.`)
  if (result.quarantined > 0)
    terminal.print(`  ${formatCount(result.quarantined, 'file')} with malware lie in quarantine.`)
  printFailures(terminal, owner, failures)
  for (const warning of result.warnings) terminal.warn(`${owner}: ${warning}`)
}
