import { BlobReader, loadIndex, walkTree } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import { verb } from '../verb.ts'

interface LsOptions extends RepositoryOptions {
  readonly long?: boolean
}

export function lsCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'ls',
      summary: 'list the files of a snapshot',
      description: 'Lists the files and folders of a snapshot, one a line. With --json: one object a line.',
      examples: [
        ['ls latest -r /backup/adele -p adele.password', 'everything in the newest snapshot'],
        [
          'ls 1a2b3c4d /OneDrive/Documents -l -r /backup/adele -p adele.password',
          'one folder of that snapshot, with sizes and times',
        ],
      ],
    }),
  )
    .argument('[snapshot]', 'id of the snapshot, its beginning, or `latest`', 'latest')
    .argument('[path]', 'only this file or folder and what is below it')
    .option('-l, --long', 'with sizes and times')
    .action(
      runVerb<LsOptions>(context, async ({ terminal, options, args, signal }) => {
        const [name, path] = args as [string, string | undefined]
        const repository = await openRepository(context, options)
        const snapshot = await repository.findSnapshot(name, { signal })
        const reader = new BlobReader(repository, await loadIndex(repository, { signal }))
        const wanted = path === undefined ? '' : `/${path.split('/').filter(Boolean).join('/')}`
        for await (const entry of walkTree(reader, snapshot.tree)) {
          signal.throwIfAborted()
          if (wanted !== '' && entry.path !== wanted && !entry.path.startsWith(`${wanted}/`)) continue
          const { type, size = 0, mtime } = entry.node
          terminal.printJson({ path: entry.path, type, ...(type === 'file' && { size }), mtime })
          const details = options.long
            ? `${terminal.time(mtime)}  ${(type === 'file' ? terminal.size(size) : '-').padStart(10)}  `
            : ''
          terminal.print(`${details}${entry.path}${type === 'dir' ? '/' : ''}`)
        }
        return undefined
      }),
    )
}
