import { displayWidth, pad, truncateEnd, truncateStart } from './display-width.ts'
import { printable } from './printable.ts'

/** One column of a table. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** May be cut when the table is wider than the terminal; `start` keeps the end of its text (paths). */
  readonly shrink?: 'start' | 'end'
}

/** No column is cut to less than this many cells. */
const LEAST_WIDTH = 8

/**
 * A table as lines: columns aligned by what the terminal shows (wide characters count two cells), two blanks between
 * them, no blanks at line ends. Cells are made safe to show. `width` is the terminal's, if there is one.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width?: number | undefined; readonly heading?: boolean } = {},
): string[] {
  const body = rows.map((row) => columns.map((_, at) => printable(row[at] ?? '')))
  const lines = options.heading === false ? body : [columns.map(({ title }) => title), ...body]
  const widths = columns.map((_, at) => Math.max(0, ...lines.map((line) => displayWidth(line[at] ?? ''))))
  if (options.width !== undefined) shrink(columns, widths, options.width)
  return lines.map((line) =>
    line
      .map((cell, at) => {
        const { align, shrink: side } = columns[at] ?? {}
        const width = widths[at] ?? 0
        const cut = side === 'start' ? truncateStart(cell, width) : truncateEnd(cell, width)
        return pad(cut, width, align)
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Takes cells from the shrinkable columns, widest first, until the table fits or they are as small as they may be. */
function shrink(columns: readonly Column[], widths: number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 2 * (columns.length - 1)) - available
  while (excess > 0) {
    let widest = -1
    for (const [at, column] of columns.entries()) {
      if (column.shrink && (widths[at] ?? 0) > (widths[widest] ?? LEAST_WIDTH)) widest = at
    }
    if (widest < 0) return
    widths[widest] = (widths[widest] ?? 0) - 1
    excess--
  }
}
