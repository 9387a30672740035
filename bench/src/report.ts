import { availableParallelism, cpus, loadavg } from 'node:os'
import { systemClock } from '@holdfast/base'
import { measuredText, type Row, ratioToTarget, targetText, verdict } from './row.ts'
import { documentTable } from './table.ts'

export type CaseRow = Row & { readonly case: string }

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly node: string
  /** Mean number of running processes over the minute before. */
  readonly load: number
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    load: loadavg()[0] ?? 0,
  }
}

export function describeMachine({ processor, cores, node }: Machine): string {
  return `${processor}, ${cores} cores, Node ${node}`
}

/** The document of --json. docs/performance.md describes it; `schema` goes up when a field changes its meaning. */
export function jsonReport(
  rows: readonly CaseRow[],
  machine: Machine,
  { quick, seconds }: { quick: boolean; seconds: number },
): object {
  return {
    schema: 1,
    date: today(),
    machine,
    quick,
    seconds: Math.round(seconds),
    rows: rows.map((row) => ({
      case: row.case,
      name: row.name,
      target: targetText(row),
      measured: measuredText(row),
      figures: row.figures,
      ratio: ratioToTarget(row) ?? null,
      verdict: verdict(row).toLowerCase() || 'info',
    })),
  }
}

const BEGIN = '<!-- figures: written by npm run bench -- --write -->'
const END = '<!-- end of the figures -->'

/** The document with the table between its marks replaced. */
export function withFigures(document: string, rows: readonly Row[], machine: Machine): string {
  const begin = document.indexOf(BEGIN)
  const end = document.indexOf(END)
  if (begin < 0 || end < begin) throw new Error('the document has no marks for the figures')
  const measured = `Measured on ${today()}: ${describeMachine(machine)}.`
  return `${document.slice(0, begin)}${BEGIN}\n\n${measured}\n\n${documentTable(rows)}\n\n${document.slice(end)}`
}

function today(): string {
  return new Date(systemClock.now()).toISOString().slice(0, 10)
}
