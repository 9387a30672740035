import { BlobReader, loadIndex, type Snapshot, walkTree } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import { verb } from '../verb.ts'

interface FindOptions extends RepositoryOptions {
  readonly snapshot?: string
}

export function findCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'find',
      summary: 'find files by name in all snapshots',
      description:
        'Finds files and folders whose name fits a pattern (`*` any characters, `?` one), without regard to case. ' +
        'A pattern with `/` is compared with the whole path. With --json: one object a line.',
      examples: [
        ["find '*.xlsx' -r /backup/adele -p adele.password", 'every workbook in every snapshot'],
        [
          "find '/OneDrive/Plans/*' -s latest -r /backup/adele -p adele.password",
          'what is in a folder of the newest one',
        ],
      ],
    }),
  )
    .argument('<pattern>', 'the name to look for')
    .option('-s, --snapshot <id>', 'only in this snapshot')
    .action(
      runVerb<FindOptions>(context, async ({ terminal, options, args, signal }) => {
        const pattern = args[0] as string
        const fits = compile(pattern)
        const repository = await openRepository(context, options)
        const snapshots = options.snapshot
          ? [await repository.findSnapshot(options.snapshot)]
          : await repository.snapshots({ signal })
        const reader = new BlobReader(repository, await loadIndex(repository, { signal }))
        let found = 0
        for (const snapshot of snapshots.toReversed()) {
          for await (const { path, node } of walkTree(reader, snapshot.tree)) {
            signal.throwIfAborted()
            if (!fits(pattern.includes('/') ? path : node.name)) continue
            found++
            const { type, size = 0, mtime } = node
            terminal.printJson({
              snapshot: snapshot.id,
              time: snapshot.time,
              path,
              type,
              ...(type === 'file' && { size }),
              mtime,
            })
            terminal.print(
              `${label(snapshot)}  ${(type === 'file' ? terminal.size(size) : '-').padStart(10)}  ${terminal.time(mtime)}  ${path}`,
            )
          }
        }
        if (found === 0) terminal.note(`No name fits ${pattern}.`)
        return undefined
      }),
    )
}

function label(snapshot: Snapshot): string {
  return snapshot.id.slice(0, 8)
}

function compile(pattern: string): (text: string) => boolean {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, (character) => {
    if (character === '*') return '.*'
    return character === '?' ? '.' : `\\${character}`
  })
  const expression = new RegExp(`^${source}$`, 'isu')
  return (text) => expression.test(text)
}
