import { isCheckpoint } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import { verb } from '../verb.ts'

export function snapshotsCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'snapshots',
      summary: 'list the snapshots of a repository',
      description: 'Lists the snapshots, oldest first.',
      examples: [['snapshots -r /backup/adele -p adele.password', 'what can be restored']],
    }),
  ).action(
    runVerb<RepositoryOptions>(context, async ({ terminal, options, signal }) => {
      const repository = await openRepository(context, options)
      const { snapshots: all, damaged } = await repository.readableSnapshots({ signal })
      const snapshots = all.filter((snapshot) => !isCheckpoint(snapshot))
      const unfinished = all.findLast(isCheckpoint)
      terminal.printJson(snapshots.map((snapshot) => ({ ...snapshot, short_id: snapshot.id.slice(0, 8) })))
      if (snapshots.length === 0)
        terminal.print('The repository has no snapshots yet: `holdfast backup` makes one.')
      else {
        terminal.printTable(
          [
            { title: 'ID' },
            { title: 'Time' },
            { title: 'Owner', shrink: 'end' },
            { title: 'Files', align: 'right' },
            { title: 'Size', align: 'right' },
          ],
          snapshots.map(({ id, time, username = '', summary }) => [
            id.slice(0, 8),
            terminal.time(time),
            username,
            summary ? String(summary.total_files_processed) : '',
            summary ? terminal.size(summary.total_bytes_processed) : '',
          ]),
        )
        terminal.print(`${snapshots.length} snapshot${snapshots.length === 1 ? '' : 's'}`)
      }
      if (unfinished) {
        terminal.print(
          `A backup that did not finish saved its work at ${terminal.time(unfinished.time)}; the next one goes on from there.`,
        )
      }
      if (damaged.length > 0) {
        terminal.warn(
          `${damaged.length} snapshot file${damaged.length === 1 ? '' : 's'} cannot be read; \`holdfast repair\` tells more.`,
        )
      }
      return undefined
    }),
  )
}
