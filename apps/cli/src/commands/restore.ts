import { resolve } from 'node:path'
import {
  type ConflictRule,
  type RestoreProgress,
  type RestoreResult,
  restoreToDirectory,
  restoreToDrive,
} from '@holdfast/engine'
import { graphErrors } from '@holdfast/graph'
import { type Command, Option } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { type ConnectionOptions, openClient, withConnection } from '../connection-options.ts'
import { cliErrors } from '../errors.ts'
import { wholeNumber } from '../option-parsers.ts'
import { type QuarantineOptions, wantsQuarantine, withQuarantine } from '../quarantine-options.ts'
import { type RepositoryOptions, withRepository } from '../repository-options.ts'
import { openSnapshot } from '../snapshot-argument.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface RestoreVerbOptions extends RepositoryOptions, ConnectionOptions, QuarantineOptions {
  readonly target?: string
  readonly toUser?: string
  readonly folder?: string
  readonly include?: readonly string[]
  readonly conflict: ConflictRule
  readonly dryRun?: boolean
  readonly concurrency?: number
}

export function restoreCommand(context: CommandContext): Command {
  const command = verb({
    name: 'restore',
    summary: 'bring files back, to a folder or into a OneDrive',
    description:
      'Restores a snapshot or a part of it to a local folder (--target) or into a person’s OneDrive (--to-user). Files that are ' +
      'there already and the same are left alone, so running it again finishes an interrupted restore. Nothing is deleted.',
    examples: [
      ['restore latest --target ./restored -r /backup/adele -p adele.password', 'everything, to a folder'],
      [
        'restore 1a2b3c4d --include Documents/Plans --to-user adele@contoso.com --conflict replace -r /backup/adele -p adele.password',
        'a folder, back to its place',
      ],
      [
        'restore latest --to-user bob@contoso.com --folder "From Adele" --dry-run -r /backup/adele -p adele.password',
        'what that would do',
      ],
    ],
  })
    .argument('[snapshot]', 'id of the snapshot, its beginning, or `latest`', 'latest')
    .option('-t, --target <directory>', 'restore to this local folder')
    .option('--to-user <name>', 'restore into the OneDrive of this person')
    .option('--data <directory>', 'data directory in which request units are counted (or HOLDFAST_DATA)')
    .option('--folder <path>', 'into this folder of that OneDrive (default: the original place)')
    .option(
      '-i, --include <path>',
      'only this file or folder (may be given several times)',
      (path: string, before: string[] = []) => [...before, path],
    )
    .addOption(
      new Option('--conflict <rule>', 'when another file has the name')
        .choices(['fail', 'skip', 'replace', 'keep-both'])
        .default('fail'),
    )
    .option('-n, --dry-run', 'only show what would be done')
    .option('--concurrency <n>', 'files at the same time (default 4)', wholeNumber)
  return withConnection(withRepository(withQuarantine(command))).action(
    runVerb<RestoreVerbOptions>(context, (run) => runRestore(context, run)),
  )
}

async function runRestore(context: CommandContext, run: Run<RestoreVerbOptions>): Promise<number> {
  const { options, args, terminal } = run
  const { target, toUser } = options
  if ((target === undefined) === (toUser === undefined)) throw cliErrors.HF_NO_TARGET()
  const quarantined = wantsQuarantine(options)
  if (quarantined && target === undefined) throw cliErrors.HF_QUARANTINE_STAYS_OUT()
  const snapshot = await openSnapshot(context, options, args[0] as string)
  const common = {
    snapshot,
    conflict: options.conflict,
    dryRun: options.dryRun ?? false,
    signal: context.signal,
    onProgress: restoreProgress(terminal),
    ...(options.include && { include: options.include }),
    ...(options.concurrency && { concurrency: options.concurrency }),
  }
  terminal.progress.phase('Reading the snapshot')
  if (target !== undefined) {
    const directory = resolve(context.environment.workingDirectory, target)
    const result = await restoreToDirectory({ ...common, quarantined, target: directory })
    return report(terminal, result, directory, {})
  }
  await using client = await openClient(context, options, 'restore', (sentence) => terminal.warn(sentence))
  const user = await client.user(toUser as string, { signal: context.signal })
  const lookup = await client.findDrive(user.id, { signal: context.signal })
  const name = user.userPrincipalName ?? user.id
  if (lookup.state !== 'found')
    throw graphErrors.HF_NO_DRIVE({ user: name, reason: lookup.reason.replace(/\.$/, '') })
  const result = await restoreToDrive({
    ...common,
    target: client,
    driveId: lookup.drive.id,
    ...(options.folder && { folder: options.folder }),
  })
  return report(terminal, result, `the OneDrive of ${name}`, { requestUnits: client.meter.units })
}

/** Shows a restore's progress on the terminal's line. */
export function restoreProgress(terminal: Terminal): (progress: RestoreProgress) => void {
  let begun = false
  return (at) => {
    if (!begun)
      terminal.progress.phase('Restoring', { noun: 'file', items: at.filesTotal, bytes: at.bytesTotal })
    begun = true
    terminal.progress.set({ items: at.files, bytes: at.bytes })
  }
}

function report(terminal: Terminal, result: RestoreResult, place: string, extra: object): number {
  terminal.printJson({ ...result, target: place, ...extra })
  const verbs = result.dryRun ? 'would be restored' : 'restored'
  terminal.print(
    `${result.restored} files, ${terminal.size(result.bytes)}, and ${result.folders} folders ${verbs} to ${place}.`,
  )
  if (result.identical > 0) terminal.print(`${result.identical} files were there already, the same.`)
  if (result.skipped > 0) terminal.print(`${result.skipped} files were left as they are there.`)
  if (result.replaced > 0) terminal.print(`${result.replaced} files took the place of others.`)
  if (result.keptBoth > 0) terminal.print(`${result.keptBoth} files were put beside others.`)
  for (const { path, message, code } of result.failures) terminal.warn(`${path}: ${message} (${code})`)
  return result.failures.length > 0 ? ExitCode.incomplete : ExitCode.ok
}
