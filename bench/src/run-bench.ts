import { readFileSync, writeFileSync } from 'node:fs'
import type { BenchArguments } from './bench-arguments.ts'
import type { BenchCase } from './bench-case.ts'
import { type CaseRow, describeMachine, jsonReport, thisMachine, withFigures } from './report.ts'
import { verdict } from './row.ts'
import { timed } from './stopwatch.ts'
import { TABLE_HEAD, tableLine } from './table.ts'
import { World } from './world.ts'

const DOCUMENT = new URL('../../docs/performance.md', import.meta.url)

/** Runs the cases: rows on standard output as they come, what is under way on standard error. Gives the exit code. */
export async function runBench(
  cases: readonly BenchCase[],
  { quick, json, only, strict, write }: BenchArguments,
): Promise<number> {
  const chosen = cases.filter(({ name }) => only.length === 0 || only.includes(name))
  const machine = thisMachine()
  if (machine.load > machine.cores / 2)
    print(
      2,
      `The machine is busy (load ${machine.load.toFixed(1)} before the start): the figures will be worse than it is.`,
    )
  if (!json) print(1, `${describeMachine(machine)}${quick ? ', quick' : ''}\n\n${TABLE_HEAD}`)
  const rows: CaseRow[] = []
  const { seconds } = await timed(async () => {
    for (const [at, bench] of chosen.entries()) {
      print(2, `[${at + 1}/${chosen.length}] ${bench.name}: ${bench.about}`)
      const { seconds, value } = await timed(() => runCase(bench, quick))
      print(2, `[${at + 1}/${chosen.length}] ${bench.name}: ${seconds.toFixed(0)} s`)
      rows.push(...value)
      if (!json) for (const row of value) print(1, tableLine(row))
    }
  })
  if (json) print(1, JSON.stringify(jsonReport(rows, machine, { quick, seconds }), null, 2))
  if (write) writeFileSync(DOCUMENT, withFigures(readFileSync(DOCUMENT, 'utf8'), rows, machine))
  const verdicts = rows.map(verdict)
  return verdicts.includes('failed') || (strict && verdicts.includes('MISS')) ? 1 : 0
}

/** A case that breaks is a row that says so: the others still have something to tell. */
async function runCase(bench: BenchCase, quick: boolean): Promise<CaseRow[]> {
  await using world = await World.make()
  try {
    return (await bench.run({ quick, world })).map((row) => ({ case: bench.name, ...row }))
  } catch (error) {
    return [{ case: bench.name, name: bench.name, figures: [], failed: String(error) }]
  }
}

/** At once, whatever the stream is: a run takes minutes. */
function print(stream: 1 | 2, text: string): void {
  writeFileSync(stream, `${text}\n`)
}
