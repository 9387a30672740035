import { type Expression, type RawBuilder, sql as raw, type SqlBool } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import type { Cell, Report, ReportColumn, ReportRow } from './report.ts'
import { readReportCursor, writeReportCursor } from './report-cursor.ts'
import { reportFilter } from './report-filter.ts'
import { REPORTS, type ReportName } from './reports.ts'
import { sortKeyOf } from './sort-key.ts'

export const reportQuery = z.strictObject({
  ...reportFilter.shape,
  /** Key of a column; the report's own where nothing is said. */
  sort: z.string().min(1).max(40).optional(),
  order: z.enum(['ascending', 'descending']).optional(),
  limit: z.int().min(1).max(1_000).default(100),
  /** `next` of the page before. */
  cursor: z.string().max(2_000).optional(),
})

export interface ReportPage {
  readonly rows: readonly ReportRow[]
  /** Of all rows, also those of other pages. */
  readonly totals: ReportTotals
  readonly next: string | null
}

export interface ReportTotals {
  readonly rows: number
  /** By the keys of the columns that have one. */
  readonly sums: Readonly<Record<string, number>>
}

/**
 * A page of a report about the people whom the actor may see. Needs `reports:read`. Raises HF_FORBIDDEN, HF_INVALID, also
 * for a filter or a column that the report does not have.
 */
export async function readReport(
  control: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  name: ReportName,
  query: z.input<typeof reportQuery> = {},
): Promise<ReportPage> {
  requirePermission(actor, 'reports:read')
  const { sort, order, limit, cursor, ...filter } = parseInput(reportQuery, query)
  const report: Report = REPORTS[name]
  requireFilters(report, filter)
  const column = columnOf(report, sort ?? report.sort)
  const isForward = (order ?? (sort === undefined ? report.order : 'ascending')) === 'ascending'
  const rows = await report.rows({ control, actor, filter })
  const limits = limitsOf(report, filter)
  const key = sortKeyOf(column)
  const from = cursor === undefined ? [] : [after(key, isForward, readReportCursor(cursor, key))]
  const direction = isForward ? raw`asc` : raw`desc`
  const { rows: found } = await raw<FoundRow>`
    select report.*, (${key.value})::text as sort_key from ${rows} as report
    where ${all([...limits, ...from])}
    order by ${key.value} ${direction}, report.id ${direction}
    limit ${limit + 1}`.execute(control.sql)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toRow(report, row)),
    totals: await totalsOf(control, report, rows, limits),
    next: found.length > limit && last ? writeReportCursor([last.sortKey, last.id]) : null,
  }
}

/** Raises HF_INVALID for a filter that a report does not have. */
export function requireFilters(report: Report, filter: object): void {
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined || report.filters.some((known) => known === name)) continue
    throw controlErrors.HF_INVALID({ reason: `${name}: the report has no such filter` })
  }
}

type FoundRow = { id: string; sortKey: string; personId?: string } & Record<string, Cell | Date>

type Limit = Expression<SqlBool>

/** Raises HF_INVALID for a column that a report does not have. */
export function columnOf({ columns }: Report, key: string): ReportColumn {
  const column = columns.find((each) => each.key === key)
  if (column === undefined) throw controlErrors.HF_INVALID({ reason: 'sort: the report has no such column' })
  return column
}

function limitsOf({ columns }: Report, filter: z.output<typeof reportFilter>): readonly Limit[] {
  const { search, profileId } = filter
  const limits: Limit[] = []
  if (profileId !== undefined) limits.push(raw<SqlBool>`report.profile_id = ${profileId}::uuid`)
  if (search !== undefined) {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    limits.push(raw<SqlBool>`(report.person ilike ${pattern} or report.address ilike ${pattern})`)
  }
  for (const { key, kind } of columns) {
    const wanted = (filter as Readonly<Record<string, unknown>>)[key]
    if (kind === 'choice' && wanted !== undefined)
      limits.push(raw<SqlBool>`${raw.ref(`report.${key}`)} = ${wanted}`)
  }
  return limits
}

function after(
  { value, type }: ReturnType<typeof sortKeyOf>,
  isForward: boolean,
  place: readonly string[],
): Limit {
  const [key, id] = place
  const there = raw`(${key}::${raw.raw(type)}, ${id}::text)`
  return isForward
    ? raw<SqlBool>`(${value}, report.id) > ${there}`
    : raw<SqlBool>`(${value}, report.id) < ${there}`
}

async function totalsOf(
  { sql }: Pick<Control, 'sql'>,
  { columns }: Report,
  rows: Expression<object>,
  limits: readonly Limit[],
): Promise<ReportTotals> {
  const summed = columns.filter(({ isSummed }) => isSummed)
  const sums = summed.map(
    ({ key }): RawBuilder<unknown> =>
      raw`coalesce(sum(${raw.ref(`report.${key}`)}), 0)::double precision as ${raw.id(key)}`,
  )
  const { rows: found } = await raw<{ rows: number } & Record<string, number>>`
    select ${raw.join([raw`count(*) as rows`, ...sums])} from ${rows} as report where ${all(limits)}`.execute(
    sql,
  )
  const { rows: count = 0, ...rest } = found[0] ?? {}
  return { rows: count, sums: rest }
}

function all(limits: readonly Limit[]): Expression<SqlBool> {
  return limits.length === 0 ? raw<SqlBool>`true` : raw<SqlBool>`${raw.join([...limits], raw` and `)}`
}

function toRow({ columns }: Report, row: FoundRow): ReportRow {
  const cells = columns.map(({ key }) => {
    const value = row[key] ?? null
    return [key, value instanceof Date ? value.toISOString() : value] as const
  })
  return { id: row.id, personId: row.personId ?? null, cells: Object.fromEntries(cells) }
}
