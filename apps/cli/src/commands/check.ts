import { acquireLock, check, type Finding } from '@holdfast/repository'
import { type Command, InvalidArgumentError } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { verb } from '../verb.ts'

interface CheckOptions extends RepositoryOptions {
  readonly readData?: boolean
  readonly readDataSubset?: { readonly part: number; readonly of: number }
}

export function checkCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'check',
      summary: 'look for damage in a repository',
      description:
        'Looks whether everything that the snapshots need is there and hangs together; with --read-data also whether every ' +
        'stored byte is as it was written. Ends with 1 when there is an error.',
      examples: [
        ['check -r /backup/adele -p adele.password', 'the structure: quick'],
        ['check --read-data -r /backup/adele -p adele.password', 'every byte'],
        [
          'check --read-data-subset 3/7 -r /backup/adele -p adele.password',
          'a seventh of the data, for instance each day another one',
        ],
      ],
    }),
  )
    .option('--read-data', 'read and verify all data')
    .option('--read-data-subset <n/t>', 'read and verify the n-th of t parts', subset)
    .action(
      runVerb<CheckOptions>(context, async ({ terminal, options, signal }) => {
        const repository = await openRepository(context, options)
        await using _ = await acquireLock(repository, { exclusive: true, signal })
        const { progress } = terminal
        let phase = ''
        const report = await check(repository, {
          readData: options.readDataSubset ?? options.readData ?? false,
          signal,
          onProgress: (at) => {
            if (at.phase !== phase)
              progress.phase(at.phase === 'data' ? 'Reading data' : 'Checking snapshots', {
                noun: at.phase === 'data' ? 'pack' : 'snapshot',
                items: at.total,
              })
            phase = at.phase
            progress.set({ items: at.done })
          },
        })
        const errors = report.findings.filter((finding) => finding.level === 'error').length
        terminal.printJson({ ...report, ok: errors === 0 })
        for (const finding of report.findings) terminal.print(line(finding))
        const { snapshots, trees, blobs, packs, bytesRead } = report
        terminal.print(
          `${snapshots} snapshots, ${trees} directories, ${blobs} blobs in ${packs} packs${bytesRead > 0 ? `, ${terminal.size(bytesRead)} read` : ''}: ` +
            (errors === 0 ? 'no errors found.' : `${errors} error${errors === 1 ? '' : 's'}.`),
        )
        return errors === 0 ? ExitCode.ok : ExitCode.failed
      }),
    )
}

function line({ level, message }: Finding): string {
  return `${level.padEnd(7)} ${message}`
}

function subset(text: string): { part: number; of: number } {
  const [, part = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number)
  if (part < 1 || of < part) throw new InvalidArgumentError('It must be like 1/7.')
  return { part, of }
}
