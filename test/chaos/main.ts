import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { systemClock, systemRandom } from '@holdfast/base'
import { type ChaosResult, runChaos } from './chaos-run.ts'

const USAGE = `npm run chaos -- [--kills N] [--seed N] [--json]

Kills processes that back up, prune and restore, and looks after each kill whether anything was lost.

  --kills N   kills to make (default 300)
  --seed N    of the schedule (default: a random one, which is printed)
  --json      print the result as JSON
`

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Math.floor(systemRandom.fraction() * 1e6)) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) process.stdout.write(USAGE)
else await main(wholeNumber('kills', values.kills), wholeNumber('seed', values.seed))

async function main(kills: number, seed: number): Promise<void> {
  const withRestic = spawnSync('restic', ['version']).status === 0
  const startedAt = systemClock.now()
  process.stderr.write(
    `seed ${seed}${withRestic ? '' : '; without the restic program, which is not installed'}\n`,
  )
  const result = await runChaos({
    kills,
    seed,
    withRestic,
    onKill: ({ job, at }, count) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${count} of ${kills}: ${job}, ${at}`)
    },
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const seconds = Math.round((systemClock.now() - startedAt) / 1000)
  if (values.json)
    process.stdout.write(`${JSON.stringify({ ...result, seconds, withRestic }, undefined, 2)}\n`)
  else print(result, seconds, withRestic)
  if (result.losses.length > 0) process.exitCode = 1
}

function print(result: ChaosResult, seconds: number, withRestic: boolean): void {
  const places = new Map<string, number>()
  for (const { job, at } of result.kills) {
    const place = `${job.padEnd(20)}  ${at}`
    places.set(place, (places.get(place) ?? 0) + 1)
  }
  const lines = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, count]) => `${String(count).padStart(5)}  ${place}`)
  const restic = withRestic
    ? `${result.resticChecks} by restic check --read-data`
    : 'none by restic, which is not installed'
  process.stdout.write(
    `${lines.join('\n')}\n\n${result.kills.length} kills in ${seconds} s, ${result.finished} runs finished; ` +
      `${result.ownChecks} checks of ours, ${restic}, ${result.comparisons} snapshots read and compared.\n`,
  )
  for (const loss of result.losses) process.stdout.write(`LOST  ${loss}\n`)
  if (result.losses.length > 0)
    process.stdout.write(
      `Again with: npm run chaos -- --kills ${result.kills.length + 10} --seed ${result.seed}\n`,
    )
  process.stdout.write(`${result.losses.length} lost\n`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  process.stderr.write(`--${name} takes a whole number, not ${text}\n`)
  process.exitCode = 2
  throw new Error(`--${name} takes a whole number`)
}
