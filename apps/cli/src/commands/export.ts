import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exportZip } from '@holdfast/engine'
import type { Command } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { type QuarantineOptions, wantsQuarantine, withQuarantine } from '../quarantine-options.ts'
import { type RepositoryOptions, withRepository } from '../repository-options.ts'
import { openSnapshot } from '../snapshot-argument.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb } from '../verb.ts'
import { restoreProgress } from './restore.ts'

interface ExportOptions extends RepositoryOptions, QuarantineOptions {
  readonly include?: readonly string[]
  readonly force?: boolean
}

export function exportCommand(context: CommandContext): Command {
  const command = withRepository(
    verb({
      name: 'export',
      summary: 'pack a snapshot into a ZIP file',
      description: 'Writes a snapshot, or a part of it, as a ZIP archive (ZIP64 where it must be).',
      examples: [
        ['export latest adele.zip -r /backup/adele -p adele.password', 'everything'],
        [
          'export latest plans.zip --include Documents/Plans -r /backup/adele -p adele.password',
          'one folder',
        ],
      ],
    }),
  )
    .argument('<snapshot>', 'id of the snapshot, its beginning, or `latest`')
    .argument('<file>', 'the ZIP file to write')
    .option(
      '-i, --include <path>',
      'only this file or folder (may be given several times)',
      (path: string, before: string[] = []) => [...before, path],
    )
    .option('--force', 'overwrite the file when it exists')
  return withQuarantine(command).action(runVerb<ExportOptions>(context, (run) => runExport(context, run)))
}

async function runExport(
  context: CommandContext,
  { options, args, terminal, signal }: Run<ExportOptions>,
): Promise<number> {
  const [name, file] = args as [string, string]
  const quarantined = wantsQuarantine(options)
  const path = resolve(context.environment.workingDirectory, file)
  const snapshot = await openSnapshot(context, options, name)
  const zip = exportZip({
    snapshot,
    signal,
    quarantined,
    onProgress: restoreProgress(terminal),
    ...(options.include && { include: options.include }),
  })
  const partial = `${path}.part`
  try {
    // The name is taken first, so that two exports never write the same file.
    const output = createWriteStream(options.force ? partial : path, { flags: options.force ? 'w' : 'wx' })
    await Promise.all([pipeline(zip.stream, output, { signal }), zip.result])
    if (options.force) await rename(partial, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw cliErrors.HF_FILE_EXISTS({ path }, { cause: error })
    await rm(options.force ? partial : path, { force: true })
    throw error
  }
  const result = await zip.result
  const { restored: files, folders, bytes, failures } = result
  terminal.printJson({ file: path, files, folders, bytes, failures })
  terminal.print(`${files} files, ${terminal.size(bytes)}, written to ${path}.`)
  for (const failure of failures) terminal.warn(`${failure.path}: ${failure.message} (${failure.code})`)
  return failures.length > 0 ? ExitCode.incomplete : ExitCode.ok
}
