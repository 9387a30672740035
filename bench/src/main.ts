import { readArguments, USAGE } from './bench-arguments.ts'
import { CASES } from './cases/index.ts'
import { runBench } from './run-bench.ts'

const names = CASES.map(({ name }) => name)
const list = CASES.map(({ name, about }) => `  ${name.padEnd(14)}${about}\n`).join('')
const options = readArguments(process.argv.slice(2), names)
if ('problem' in options) {
  process.stderr.write(`${options.problem}\n`)
  process.exitCode = 2
} else if (options.help || options.list) {
  process.stdout.write(options.help ? `${USAGE}\nThe cases:\n${list}` : list)
} else {
  process.exitCode = await runBench(CASES, options)
}
