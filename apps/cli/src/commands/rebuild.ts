import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { dataDirectory } from '../remote/data-directory.ts'
import { readText } from '../repository-options.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb } from '../verb.ts'

interface RebuildOptions {
  readonly data?: string
  readonly storage?: readonly string[]
  readonly kit?: string
}

export function rebuildCommand(context: CommandContext): Command {
  return verb({
    name: 'rebuild',
    summary: 'make a lost database anew, from the storage alone',
    description:
      'Finds every vault in the storage and brings back people, their OneDrives and snapshots. Only adds: what the database ' +
      'has stays. People are preserved until the directory confirms them; profiles other than Default, accounts, jobs and the audit ' +
      'trail are not in the storage. The server must not run. Vaults are opened by the file connector.key of the lost data directory, or by the recovery kit.',
    examples: [
      ['rebuild --data /backup', 'after the folder “database” in it was lost'],
      [
        'rebuild --data /new --storage /backup/storage',
        'with the vaults of another place; copy connector.key into /new first',
      ],
    ],
  })
    .option('--data <directory>', 'data directory of the server (or HOLDFAST_DATA; default: ./data)')
    .option(
      '--storage <directory>',
      'a folder with vaults (may be given several times; default: those the database knows)',
      (path: string, before: readonly string[] = []) => [...before, path],
    )
    .option('--kit <file>', 'file with the words of the recovery kit, where connector.key is lost')
    .action(
      runVerb<RebuildOptions>(context, async (run) => {
        const { terminal, environment, options, signal, clock } = run
        // Only here: the other verbs start sooner without it.
        const { rebuildDatabase } = await import('@holdfast/server')
        const databaseUrl = environment.variable('DATABASE_URL')
        terminal.progress.phase('Looking through the storage', { noun: 'vault' })
        const result = await rebuildDatabase({
          dataDirectory: dataDirectory(run, options),
          ...(databaseUrl !== undefined && { databaseUrl }),
          ...(options.storage && {
            storagePaths: options.storage.map((path) => resolve(environment.workingDirectory, path)),
          }),
          ...(options.kit && {
            kit: await readText(resolve(environment.workingDirectory, options.kit)),
          }),
          clock,
          signal,
          onProgress: ({ done, total }) => {
            terminal.progress.setTotals({ items: total })
            terminal.progress.set({ items: done })
          },
        })
        terminal.printJson(result)
        const { vaults, restored, unattached, damaged, empty, foreign } = result
        terminal.print(`${vaults} vaults can be read. Brought back:`)
        for (const [name, count] of Object.entries(restored))
          terminal.print(`  ${String(count).padStart(6)} ${name}`)
        for (const { path, principalName, reason } of unattached)
          terminal.warn(`${path} (${principalName}) became nobody’s: ${reason}.`)
        for (const { path, code, message, restored: kept } of damaged)
          terminal.warn(`${path}: ${message} (${code})${kept ? ' Older backups of it are there.' : ''}`)
        if (empty.length > 0) terminal.note(`${empty.length} without any finished backup.`)
        if (foreign.length > 0) terminal.note(`${foreign.length} folders are no vaults.`)
        return damaged.length > 0 ? ExitCode.incomplete : ExitCode.ok
      }),
    )
}
