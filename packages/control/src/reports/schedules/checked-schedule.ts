import type { Actor } from '../../access/actor.ts'
import type { AuditDetails } from '../../audit/audit-event.ts'
import { type Control, now } from '../../control.ts'
import { parseInput } from '../../parse-input.ts'
import { requireFilters } from '../read-report.ts'
import { REPORTS } from '../reports.ts'
import { nextReportSlot } from './next-report-slot.ts'
import { type ReportScheduleInput, reportScheduleInput } from './report-schedule.ts'

/** The columns of a schedule that somebody saves. Raises HF_INVALID. */
export function checkedSchedule(control: Pick<Control, 'clock'>, actor: Actor, input: ReportScheduleInput) {
  const schedule = parseInput(reportScheduleInput, input)
  requireFilters(REPORTS[schedule.report], schedule.filter)
  const at = now(control)
  return {
    ...schedule,
    filter: JSON.stringify(schedule.filter),
    rhythm: JSON.stringify(schedule.rhythm),
    accountId: actor.id,
    accountName: actor.name,
    nextAt: nextReportSlot(schedule, at),
    updatedAt: at,
  }
}

/** What the audit trail tells of a schedule. */
export function auditedSchedule({
  report,
  recipients,
}: {
  readonly report: string
  readonly recipients: readonly string[]
}): AuditDetails {
  return { report, recipients }
}
