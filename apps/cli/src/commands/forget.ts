import {
  acquireLock,
  applyForgetPolicy,
  type ForgetPolicy,
  forget,
  prune,
  type Snapshot,
} from '@holdfast/repository'
import type { Command } from 'commander'
import { type CommandContext, type Run, runVerb } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { wholeNumber } from '../option-parsers.ts'
import { openRepository, type RepositoryOptions, withRepository } from '../repository-options.ts'
import { verb } from '../verb.ts'
import { printPrunePlan } from './prune.ts'

interface ForgetOptions extends RepositoryOptions, Omit<ForgetPolicy, 'keepWithin' | 'keepTags'> {
  readonly keepWithinDays?: number
  readonly prune?: boolean
  readonly dryRun?: boolean
}

export function forgetCommand(context: CommandContext): Command {
  return withRepository(
    verb({
      name: 'forget',
      summary: 'remove snapshots by rule or by id',
      description:
        'Removes snapshots: those named, or all that no --keep rule keeps. The newest is always kept by a rule. Space becomes free with --prune, or with `holdfast prune`.',
      examples: [
        [
          'forget --keep-daily 7 --keep-weekly 5 --keep-yearly 7 --dry-run -r /backup/adele -p adele.password',
          'what a rule would remove',
        ],
        [
          'forget 1a2b3c4d --prune -r /backup/adele -p adele.password',
          'remove one snapshot and free its space',
        ],
      ],
    }),
  )
    .argument('[snapshots...]', 'ids of snapshots to remove')
    .option('--keep-last <n>', 'keep the last n', wholeNumber)
    .option('--keep-hourly <n>', 'keep the last of each of n hours', wholeNumber)
    .option('--keep-daily <n>', 'keep the last of each of n days', wholeNumber)
    .option('--keep-weekly <n>', 'keep the last of each of n weeks', wholeNumber)
    .option('--keep-monthly <n>', 'keep the last of each of n months', wholeNumber)
    .option('--keep-yearly <n>', 'keep the last of each of n years', wholeNumber)
    .option('--keep-within-days <n>', 'keep all of the n days before the newest', wholeNumber)
    .option('--prune', 'free the space as well')
    .option('-n, --dry-run', 'only show what would be removed')
    .action(runVerb<ForgetOptions>(context, (run) => runForget(context, run)))
}

async function runForget(
  context: CommandContext,
  { terminal, options, args, signal }: Run<ForgetOptions>,
): Promise<undefined> {
  const repository = await openRepository(context, options)
  await using _ = await acquireLock(repository, { exclusive: true, signal })
  const named = await Promise.all(
    (args[0] as string[]).map((name) => repository.findSnapshot(name, { signal })),
  )
  const decisions =
    named.length > 0
      ? byName(named)
      : byRule(await repository.snapshots({ signal }), options, context.environment.timeZone)
  const gone = decisions.filter(({ keep }) => !keep).map(({ snapshot }) => snapshot.id)
  if (!options.dryRun) await forget(repository, gone, { signal })
  const plan = options.prune
    ? await prune(repository, { signal, dryRun: options.dryRun ?? false })
    : undefined
  terminal.printJson({
    dryRun: options.dryRun ?? false,
    keep: decisions.filter(({ keep }) => keep).map(({ snapshot, reasons }) => ({ id: snapshot.id, reasons })),
    remove: gone,
    ...(plan && { freedBytes: plan.freedBytes }),
  })
  terminal.printTable(
    [{ title: '' }, { title: 'ID' }, { title: 'Time' }, { title: 'Kept as' }],
    decisions.map(({ snapshot, keep, reasons }) => [
      keep ? 'keep' : 'remove',
      snapshot.id.slice(0, 8),
      terminal.time(snapshot.time),
      reasons.join(', '),
    ]),
  )
  terminal.print(
    `${gone.length} snapshot${gone.length === 1 ? '' : 's'} ${options.dryRun ? 'would be ' : ''}removed.`,
  )
  if (plan) printPrunePlan(terminal, plan, options.dryRun ?? false)
  return undefined
}

type Decision = ReturnType<typeof applyForgetPolicy>[number]

function byName(snapshots: readonly Snapshot[]): Decision[] {
  return snapshots.map((snapshot) => ({ snapshot, keep: false, reasons: [] }))
}

function byRule(snapshots: readonly Snapshot[], options: ForgetOptions, timeZone: string): Decision[] {
  const { keepWithinDays, keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly } = options
  const policy = { keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly }
  const given = Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined))
  if (Object.keys(given).length === 0 && keepWithinDays === undefined) throw cliErrors.HF_NO_RULE()
  return applyForgetPolicy(
    snapshots,
    { ...given, ...(keepWithinDays !== undefined && { keepWithin: keepWithinDays * 86_400_000 }) },
    { timeZone },
  )
}
