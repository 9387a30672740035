import { measuredText, type Row, ratioToTarget, targetText, verdict } from './row.ts'

export const TABLE_HEAD = `${line('what', 'target', 'measured', 'ratio', '')}\n| --- | --- | --- | --- | --- |`

/** A row as Markdown, in columns for a terminal. `ratio` is the worst figure over its limit. */
export function tableLine(row: Row): string {
  const ratio = ratioToTarget(row)?.toFixed(2) ?? ''
  return line(row.name, targetText(row), measuredText(row), ratio, verdict(row))
}

/** The same without the filling, for a document. */
export function documentTable(rows: readonly Row[]): string {
  return [TABLE_HEAD, ...rows.map(tableLine)].map((text) => text.replaceAll(/ {2,}/g, ' ')).join('\n')
}

function line(name: string, target: string, measured: string, ratio: string, end: string): string {
  return `| ${name.padEnd(58)} | ${target.padEnd(24)} | ${measured.padEnd(52)} | ${ratio.padStart(5)} | ${end.padEnd(7)} |`
}
