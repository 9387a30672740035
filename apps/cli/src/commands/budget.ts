import { formatDuration } from '@holdfast/base'
import { bandFor, type RequestBudget } from '@holdfast/graph'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import {
  type ConnectionOptions,
  isConnectionNamed,
  openBudget,
  withConnection,
} from '../connection-options.ts'
import { wholeNumber } from '../option-parsers.ts'
import { formatCount } from '../terminal/format-count.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface BudgetVerbOptions extends ConnectionOptions {
  readonly files?: number
}

export function budgetCommand(context: CommandContext): Command {
  return withConnection(
    verb({
      name: 'budget',
      summary: 'show how much may be asked of Microsoft, and how much was',
      description:
        'Shows the request units that Microsoft grants the application in this tenant, the share that Holdfast uses, and what was ' +
        'used in the last 24 hours by the runs that keep their count in the same data directory. Asks Microsoft nothing.',
      examples: [
        ['budget --data /backup --licences 300', 'today’s use'],
        ['budget --data /backup --files 2000000', 'how long a first backup of so many files takes at least'],
      ],
    }),
  )
    .option('--data <directory>', 'data directory in which the count is kept (or HOLDFAST_DATA)')
    .option('--files <n>', 'forecast the first backup of so many files', wholeNumber)
    .action(
      runVerb<BudgetVerbOptions>(context, async ({ terminal, options }) => {
        const { budget, usage } = await openBudget(context, options)
        const reading = budget.read()
        const used = Math.max(0, Math.round(reading.unitsPerDay - reading.dayLeft))
        const band = bandFor(options.licences ?? 0)
        const seconds = options.files === undefined ? undefined : firstBackupSeconds(budget, options.files)
        const completeBy = seconds === undefined ? undefined : new Date(context.clock.now() + seconds * 1000)
        terminal.printJson({
          licences: options.licences ?? null,
          band: { unitsPerMinute: band.unitsPerMinute, unitsPerDay: band.unitsPerDay },
          ...reading,
          usedLastDay: used,
          usageFile: usage?.path ?? null,
          ...(completeBy && {
            forecast: { files: options.files, seconds, completeBy: completeBy.toISOString() },
          }),
        })
        show(terminal, [
          [
            'Microsoft grants',
            `${formatCount(band.unitsPerMinute)} units a minute, ${formatCount(band.unitsPerDay)} a day`,
          ],
          [
            'Holdfast uses at most',
            `${formatCount(reading.unitsPerMinute)} a minute, ${formatCount(reading.unitsPerDay)} a day; ${Math.round(reading.restoreShare * 100)} % of it only for restores`,
          ],
          [
            'Used in the last 24 hours',
            usage
              ? `${formatCount(used)} units; ${formatCount(reading.dayLeft)} left`
              : 'not known: name the data directory by --data',
          ],
        ])
        if (completeBy && seconds !== undefined) {
          terminal.print(
            `A first backup of ${formatCount(options.files ?? 0)} files takes ${formatDuration(seconds)} by its requests alone: complete on ${terminal.time(completeBy.toISOString())} at the earliest.`,
          )
        }
        if (!isConnectionNamed(context, options) && usage)
          terminal.note('No tenant is named: the count is that of runs which named none either.')
        return undefined
      }),
    )
}

/** A unit for each file, and one for each fifty of the listing (pages of 200 cost 2, most files share a page). */
function firstBackupSeconds(budget: RequestBudget, files: number): number {
  return budget.forecast(files * 1.02)
}

function show(terminal: Terminal, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) terminal.print(`${name.padEnd(width)}  ${value}`)
}
