import { sql as raw } from 'kysely'
import { type Actor, requirePermission } from '../../access/actor.ts'
import { resolveAlert } from '../../alerts/resolve-alert.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Control } from '../../control.ts'
import { controlErrors } from '../../errors.ts'
import { auditedSchedule, checkedSchedule } from './checked-schedule.ts'
import type { ReportScheduleInput } from './report-schedule.ts'
import { visibleSchedules } from './visible-schedules.ts'

/**
 * Replaces a schedule, which is sent in the actor's name from then on; mails to addresses that are no longer in it are not
 * sent any more. Needs `reports:write`. Raises HF_FORBIDDEN, HF_NOT_FOUND, HF_CONFLICT, HF_INVALID.
 */
export async function changeReportSchedule(
  control: Control,
  actor: Actor,
  id: string,
  input: ReportScheduleInput,
  version: number,
): Promise<void> {
  requirePermission(actor, 'reports:write')
  const schedule = checkedSchedule(control, actor, input)
  await control.sql.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('reportSchedule')
      .select('version')
      .where(raw`id::text`, '=', id)
      .where(visibleSchedules(actor))
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'report schedule', id })
    if (row.version !== version) throw controlErrors.HF_CONFLICT({ what: 'The schedule' })
    await transaction
      .updateTable('reportSchedule')
      .set({ ...schedule, version: version + 1 })
      .where('id', '=', id)
      .execute()
    await transaction
      .deleteFrom('reportMail')
      .where('scheduleId', '=', id)
      .where('deliveredAt', 'is', null)
      .where('recipient', 'not in', schedule.recipients)
      .execute()
    await resolveAlert(control, transaction, { kind: 'report-not-sent', subject: id })
    await recordAudit(control, transaction, actor, {
      action: 'report-schedule.changed',
      target: { kind: 'report-schedule', id },
      details: auditedSchedule(schedule),
    })
  })
}
