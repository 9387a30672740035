import { type Actor, requirePermission } from '../access/actor.ts'
import type { Report } from './report.ts'
import { REPORT_NAMES, REPORTS, type ReportName } from './reports.ts'

export interface ListedReport
  extends Pick<Report, 'title' | 'answers' | 'columns' | 'filters' | 'sort' | 'order'> {
  readonly name: ReportName
}

/** Which reports there are. Needs `reports:read`. */
export function listReports(actor: Actor): readonly ListedReport[] {
  requirePermission(actor, 'reports:read')
  return REPORT_NAMES.map((name) => {
    const { title, answers, columns, filters, sort, order } = REPORTS[name]
    return { name, title, answers, columns, filters, sort, order }
  })
}
