import { parseArgs } from 'node:util'
import { systemRandom } from '@holdfast/base'
import { runFuzz } from './fuzz-run.ts'
import { isClean, printReport } from './report.ts'

const USAGE = `npm run fuzz -- [--requests N] [--seed N]

Starts a server in memory with people, backups, jobs and accounts of every role, and sends it requests made from the API's
document: good ones, and such with wrong types, huge, missing, repeated and hostile values, broken JSON and odd headers.
Looks at each answer: no server error, nothing that gives the inside away, errors as problem details with a known code, and
everything else as the document says.

  --requests N  requests to send (default 20000)
  --seed N      of all choices (default: a random one, which is printed)
`

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(systemRandom.fraction() * 1e6)) },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) process.stdout.write(USAGE)
else await main(wholeNumber('requests', values.requests), wholeNumber('seed', values.seed))

async function main(requests: number, seed: number): Promise<void> {
  process.stderr.write(`seed ${seed}\n`)
  const report = await runFuzz({ requests, seed, onProgress: (sent) => tell(`${sent} of ${requests}`) })
  tell('')
  process.stdout.write(printReport(report))
  if (!isClean(report)) process.exitCode = 1
}

/** On a terminal only, in place of what was told before. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`--${name} takes a whole number, not ${text}`)
}
