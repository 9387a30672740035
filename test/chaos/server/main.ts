import { parseArgs } from 'node:util'
import { systemRandom } from '@holdfast/base'
import { killedDay } from './killed-day.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    people: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(systemRandom.fraction() * 1e6)) },
  },
})
process.stderr.write(
  `A day of ${values.people} people with ${values.kills} kills of the server, seed ${values.seed}\n`,
)
const day = await killedDay({
  kills: Number(values.kills),
  people: Number(values.people),
  seed: Number(values.seed),
  onKill: (count) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${count} kills`)
  },
})
for (const loss of day.losses) process.stdout.write(`LOST: ${loss}\n`)
process.stdout.write(
  `${day.kills} kills of the server, ${day.jobs} jobs, ${day.snapshots} snapshots: ${day.losses.length} lost\n`,
)
if (day.losses.length > 0) process.exitCode = 1
