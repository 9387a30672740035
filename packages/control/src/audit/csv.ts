/** A cell that begins with one of these is computed by spreadsheets. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A line of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it, so that a name
 * or a reason that somebody chose cannot run there.
 */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n;\t]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
