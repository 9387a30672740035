import { acquireLock, type PrunePlan, prune } from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import { wholeNumber } from '../option-parsers.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface PruneOptions extends RepositoryOptions {
  readonly maxUnused?: number
  readonly dryRun?: boolean
}

export function pruneCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'prune',
      summary: 'free the space that no snapshot needs',
      description: 'Removes data that no snapshot needs. A stop at any point loses nothing.',
      examples: [
        ['prune --dry-run -r /backup/adele -p adele.password', 'how much would become free'],
        [
          'prune --max-unused 0 -r /backup/adele -p adele.password',
          'free everything, however much must be copied',
        ],
      ],
    }),
  )
    .option(
      '--max-unused <percent>',
      'leave unused data up to this share of the used (default 5)',
      wholeNumber,
    )
    .option('-n, --dry-run', 'only show what would be done')
    .action(
      runVerb<PruneOptions>(context, async ({ terminal, options, signal }) => {
        const repository = await openRepository(context, options)
        await using _ = await acquireLock(repository, { exclusive: true, signal })
        const { dryRun = false, maxUnused } = options
        const { progress } = terminal
        progress.phase('Looking for unused data')
        const plan = await prune(repository, {
          signal,
          dryRun,
          ...(maxUnused !== undefined && { maxUnusedPercent: maxUnused }),
          onProgress: ({ phase, done, total }) => {
            if (done === 0)
              progress.phase(phase === 'repack' ? 'Repacking' : 'Removing', { noun: 'pack', items: total })
            progress.set({ items: done })
          },
        })
        const { usedBytes, unusedBytes, freedBytes } = plan
        terminal.printJson({
          dryRun,
          usedBytes,
          unusedBytes,
          freedBytes,
          removedPacks: plan.remove.length,
          repackedPacks: plan.repack.length,
        })
        printPrunePlan(terminal, plan, dryRun)
        return undefined
      }),
    )
}

/** Tells what was freed, or would be. */
export function printPrunePlan(terminal: Terminal, plan: PrunePlan, dryRun: boolean): void {
  const would = dryRun ? 'would be ' : ''
  terminal.print(
    `${plan.remove.length} packs ${would}removed, ${plan.repack.length} ${would}repacked, ${terminal.size(plan.freedBytes)} ${would}freed.`,
  )
  terminal.print(
    `${terminal.size(plan.usedBytes)} are in use, ${terminal.size(Math.max(0, plan.unusedBytes - plan.freedBytes))} unused stay.`,
  )
}
