import type { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { csvLine } from '../audit/csv.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { columnOf, readReport, reportQuery, requireFilters } from './read-report.ts'
import type { Report } from './report.ts'
import { REPORTS, type ReportName } from './reports.ts'

export const reportExport = reportQuery.omit({ limit: true, cursor: true })

type Query = z.input<typeof reportExport>

const PAGE = 500

/**
 * A report as CSV with a heading, in pieces, page by page; the audit trail names who took it. Needs `reports:read`. Raises
 * HF_FORBIDDEN, HF_INVALID at once.
 */
export async function exportReport(
  control: Control,
  actor: Actor,
  name: ReportName,
  input: Query,
): Promise<AsyncIterable<string>> {
  requirePermission(actor, 'reports:read')
  const { sort, order, ...filter } = parseInput(reportExport, input)
  requireFilters(REPORTS[name], filter)
  if (sort !== undefined) columnOf(REPORTS[name], sort)
  await control.sql.transaction().execute((transaction) =>
    recordAudit(control, transaction, actor, {
      action: 'report.exported',
      target: { kind: 'report', id: name },
      details: { filter: JSON.stringify(filter) },
    }),
  )
  return reportCsv(control, actor, name, input)
}

/** The lines of a report as CSV (RFC 4180). Instants are text (RFC 3339), sizes bytes. */
export async function* reportCsv(
  control: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  name: ReportName,
  query: Query,
): AsyncGenerator<string> {
  const { columns }: Report = REPORTS[name]
  yield csvLine(columns.map(({ title }) => title))
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { rows, next } = await readReport(control, actor, name, { ...query, limit: PAGE, cursor })
    if (rows.length > 0)
      yield rows.map(({ cells }) => csvLine(columns.map(({ key }) => cells[key] ?? null))).join('')
    cursor = next
  }
}
