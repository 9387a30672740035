import { type Actor, requirePermission } from '../../access/actor.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId } from '../../control.ts'
import { auditedSchedule, checkedSchedule } from './checked-schedule.ts'
import type { ReportScheduleInput } from './report-schedule.ts'

/** Sends a report from now on, in the actor's name. Needs `reports:write`. Raises HF_FORBIDDEN, HF_INVALID. */
export async function createReportSchedule(
  control: Control,
  actor: Actor,
  input: ReportScheduleInput,
): Promise<string> {
  requirePermission(actor, 'reports:write')
  const schedule = checkedSchedule(control, actor, input)
  const id = newId(control)
  await control.sql.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('reportSchedule')
      .values({ ...schedule, id, createdAt: schedule.updatedAt })
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'report-schedule.created',
      target: { kind: 'report-schedule', id },
      details: auditedSchedule(schedule),
    })
  })
  return id
}
