/** One measured figure, and what it is held against. */
export interface Figure {
  readonly value: number
  /** What is counted: `x`, `x faster`, `s`, `MB`, `MB/s`, `requests`, … */
  readonly unit: string
  readonly atMost?: number
  readonly atLeast?: number
}

/** One row of the table. */
export interface Row {
  readonly name: string
  /** Each with a limit must keep it; without any limit the row only informs. */
  readonly figures: readonly Figure[]
  /** What the figures were made from. */
  readonly details?: string
  /** Why there are no figures. */
  readonly skipped?: string
  /** What went wrong instead. */
  readonly failed?: string
}

export type Verdict = 'pass' | 'MISS' | 'skipped' | 'failed' | ''

export function verdict(row: Row): Verdict {
  if (row.failed !== undefined) return 'failed'
  if (row.skipped !== undefined) return 'skipped'
  const ratio = ratioToTarget(row)
  if (ratio === undefined) return ''
  return ratio <= 1 ? 'pass' : 'MISS'
}

/** The worst figure as a part of its limit, so that 1 is just kept and above is missed; undefined without a limit. */
export function ratioToTarget({ figures }: Row): number | undefined {
  const ratios = figures.flatMap(({ value, atMost, atLeast }) => [
    ...(atMost !== undefined ? [partOf(value, atMost)] : []),
    ...(atLeast !== undefined ? [partOf(atLeast, value)] : []),
  ])
  return ratios.length > 0 ? Math.max(...ratios) : undefined
}

/** A limit of nothing is kept by nothing. */
function partOf(value: number, limit: number): number {
  return value === limit ? 1 : value / limit
}

/** `<= 2 requests, <= 1 s` */
export function targetText({ figures }: Row): string {
  return figures
    .flatMap(({ unit, atMost, atLeast }) => [
      ...(atMost !== undefined ? [`<= ${atMost} ${unit}`] : []),
      ...(atLeast !== undefined ? [`>= ${atLeast} ${unit}`] : []),
    ])
    .join(', ')
}

/** `1 requests, 0.72 s (details)` */
export function measuredText({ figures, details, skipped, failed }: Row): string {
  const reason = failed ?? skipped
  if (reason !== undefined) return reason
  const text = figures.map(({ value, unit }) => `${rounded(value, unit)} ${unit}`).join(', ')
  return details === undefined ? text : `${text} (${details})`
}

function rounded(value: number, unit: string): string {
  if (Number.isInteger(value) || unit.startsWith('MB')) return value.toFixed(0)
  return value.toFixed(unit === 'units a file' ? 4 : value < 100 ? 2 : 0)
}
