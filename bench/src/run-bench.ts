import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import type { BenchCase, Row } from './bench-case.ts'
import { againstPeers } from './cases/against-peers.ts'
import { fullLarge } from './cases/full-large.ts'
import { fullSmall } from './cases/full-small.ts'
import { incremental } from './cases/incremental.ts'
import { largeFile } from './cases/large-file.ts'
import { million } from './cases/million.ts'
import { paced } from './cases/paced.ts'
import { primitives } from './cases/primitives.ts'
import { restore } from './cases/restore.ts'
import { World } from './world.ts'

const CASES: readonly BenchCase[] = [
  primitives,
  paced,
  fullLarge,
  fullSmall,
  incremental,
  restore,
  againstPeers,
  largeFile,
  million,
]

/** Runs the cases and prints a row for each figure. */
export async function runBench(options: { quick: boolean; json: boolean; only?: string }): Promise<void> {
  const chosen = CASES.filter(({ name }) => options.only === undefined || name === options.only)
  if (chosen.length === 0) {
    print(`There is no case ${options.only}. The cases: ${CASES.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 1
    return
  }
  if (!options.json) {
    print(
      `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}${options.quick ? ', quick' : ''}`,
    )
    print(line('what', 'target', 'measured', ''))
  }
  const rows: (Row & { readonly case: string })[] = []
  for (const bench of chosen) {
    await using world = await World.make()
    for (const row of await bench.run({ quick: options.quick, world })) {
      rows.push({ case: bench.name, ...row })
      if (!options.json)
        print(
          line(row.name, row.target, row.measured, row.pass === undefined ? '' : row.pass ? 'pass' : 'MISS'),
        )
    }
  }
  if (options.json) print(JSON.stringify({ quick: options.quick, rows }))
}

function line(name: string, target: string, measured: string, verdict: string): string {
  return `| ${name.padEnd(52)} | ${target.padEnd(18)} | ${measured.padEnd(60)} | ${verdict.padEnd(4)} |`
}

/** At once, whatever standard output is: a run takes minutes. */
function print(text: string): void {
  writeFileSync(1, `${text}\n`)
}
