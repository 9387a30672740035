import { type BudgetReading, forecastCompletion, type OffPeak } from '@holdfast/graph'
import type { Command } from 'commander'
import { type CommandContext, runVerb } from '../command-context.ts'
import {
  type ConnectionOptions,
  isConnectionNamed,
  offPeakOf,
  openBudget,
  withConnection,
} from '../connection-options.ts'
import { byteCount, wholeNumber } from '../option-parsers.ts'
import { forecastSentence } from '../show-forecast.ts'
import { formatCount } from '../terminal/format-count.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { verb } from '../verb.ts'

interface BudgetVerbOptions extends ConnectionOptions {
  readonly files?: number
  readonly size?: number
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
        ['budget --data /backup --files 2000000 --size 5T', 'when a first backup of so much is complete'],
      ],
    }),
  )
    .option('--data <directory>', 'data directory in which the count is kept (or HOLDFAST_DATA)')
    .option('--files <n>', 'forecast the first backup of so many files', wholeNumber)
    .option('--size <bytes>', '… and of so much content, like 500G', byteCount)
    .action(
      runVerb<BudgetVerbOptions>(context, async ({ terminal, options }) => {
        const { budget, usage } = await openBudget(context, options, (sentence) => terminal.warn(sentence))
        const reading = budget.read()
        const { band, usedLastDay } = reading
        const offPeak = options.offPeak && offPeakOf(context, options.offPeak, options.offPeakShare)
        const work = { files: options.files ?? 0, bytes: options.size ?? 0 }
        const forecast =
          work.files + work.bytes > 0 ? forecastCompletion(work, reading, context.clock.now()) : undefined
        terminal.printJson({
          licences: options.licences ?? null,
          ...reading,
          pausedUntil: reading.pausedUntil > 0 ? new Date(reading.pausedUntil).toISOString() : null,
          offPeakHours: offPeak ?? null,
          usageFile: usage?.path ?? null,
          ...(forecast && {
            forecast: {
              ...work,
              units: forecast.units,
              seconds: Math.round(forecast.seconds),
              limit: forecast.limit,
              completeBy: new Date(forecast.at).toISOString(),
            },
          }),
        })
        terminal.printTable(
          [
            { title: 'Request units' },
            { title: 'a minute', align: 'right' },
            { title: 'a day', align: 'right' },
          ],
          [
            ['Microsoft grants', formatCount(band.unitsPerMinute), formatCount(band.unitsPerDay)],
            ['Holdfast uses at most', formatCount(reading.unitsPerMinute), formatCount(reading.unitsPerDay)],
            [
              `  for restores alone (${Math.round(reading.restoreShare * 100)} %)`,
              '',
              formatCount(reading.unitsPerDay * reading.restoreShare),
            ],
            ['Used in the last 24 hours', '', usage ? formatCount(usedLastDay) : '?'],
            ['Left', '', usage ? formatCount(reading.dayLeft) : '?'],
          ],
        )
        printState(terminal, reading, offPeak)
        if (!usage) terminal.print('What was used is not known: name the data directory by --data.')
        else if (usedLastDay === 0) terminal.print(`Nothing was used yet by the count in ${usage.path}.`)
        if (usage && !isConnectionNamed(context, options))
          terminal.note('No tenant is named: the count is that of runs which named none either.')
        if (forecast) terminal.print(forecastSentence(terminal, work, forecast))
        return undefined
      }),
    )
}

function printState(terminal: Terminal, reading: BudgetReading, offPeak: OffPeak | undefined): void {
  const { pausedUntil } = reading
  if (pausedUntil > 0) terminal.print(`Paused until ${terminal.time(pausedUntil)}: Microsoft asked for it.`)
  if (!offPeak) return
  const { share, hours, timeZone } = offPeak
  terminal.print(
    `Off-peak ${hours[0]} to ${hours[1]} o’clock (${timeZone}) and on weekends: ${Math.round(share * 100)} % of the band; ` +
      `${reading.offPeak ? 'it is off-peak now' : 'not now'}.`,
  )
}
