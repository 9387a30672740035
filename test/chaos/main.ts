import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { systemClock, systemRandom } from '@holdfast/base'
import { type ChaosReport, printReport } from './chaos-report.ts'
import { runChaos } from './chaos-run.ts'
import { runFaults } from './fault-run.ts'
import { runFullDisk } from './full-disk.ts'
import { killNearTheEnd } from './resume-run.ts'

const USAGE = `npm run chaos -- [--kills N] [--faults N|all] [--seed N] [--json]

Kills processes that back up, prune and restore, at every change on the disk and every answer of Microsoft Graph; lets their
calls to the file system fail; fills their disk. Looks after each whether anything was lost.

  --kills N   kills to make (default 300)
  --faults N  faults to make, at moments of every kind first; or all (default 150)
  --seed N    of the schedule (default: a random one, which is printed)
  --json      print the result as JSON
`

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    faults: { type: 'string', default: '150' },
    seed: { type: 'string', default: String(Math.floor(systemRandom.fraction() * 1e6)) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) process.stdout.write(USAGE)
else await main(wholeNumber('kills', values.kills), wholeNumber('seed', values.seed))

async function main(kills: number, seed: number): Promise<void> {
  const faults = values.faults === 'all' ? undefined : wholeNumber('faults', values.faults)
  const withRestic = spawnSync('restic', ['version']).status === 0
  process.stderr.write(
    `seed ${seed}${withRestic ? '' : '; without the restic program, which is not installed'}\n`,
  )
  const [killed, killSeconds] = await timed(
    runChaos({
      kills,
      seed,
      withRestic,
      onKill: ({ job, at }, count) => tell(`${count} of ${kills} kills: ${job}, ${at}`),
    }),
  )
  const [failed, faultSeconds] = await timed(
    runFaults({
      seed,
      withRestic,
      ...(faults !== undefined && { faults }),
      onFault: ({ job, at }, count) => tell(`${count} of ${values.faults} faults: ${job}, ${at}`),
    }),
  )
  tell('a full disk')
  const fullDisk = await runFullDisk({ seed, withRestic })
  tell('a kill near the end of a first backup')
  const resumed = await killNearTheEnd(seed)
  tell('')
  const report: ChaosReport = {
    seed,
    withRestic,
    kills: { ...killed, seconds: killSeconds },
    faults: { ...failed, seconds: faultSeconds },
    fullDisk,
    resumed,
    lost: [...killed.losses, ...failed.losses, ...(fullDisk?.losses ?? []), ...resumed.losses],
  }
  process.stdout.write(values.json ? `${JSON.stringify(report, undefined, 2)}\n` : printReport(report))
  if (report.lost.length > 0) process.exitCode = 1
}

async function timed<T>(work: Promise<T>): Promise<[T, seconds: number]> {
  const startedAt = systemClock.now()
  return [await work, Math.round((systemClock.now() - startedAt) / 1000)]
}

/** On a terminal only, in place of what was told before. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  process.stderr.write(`--${name} takes a whole number, not ${text}\n`)
  process.exitCode = 2
  throw new Error(`--${name} takes a whole number`)
}
