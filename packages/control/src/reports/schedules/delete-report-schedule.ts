import { sql as raw } from 'kysely'
import { type Actor, requirePermission } from '../../access/actor.ts'
import { resolveAlert } from '../../alerts/resolve-alert.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Control } from '../../control.ts'
import { controlErrors } from '../../errors.ts'
import { auditedSchedule } from './checked-schedule.ts'
import { visibleSchedules } from './visible-schedules.ts'

/** Ends a schedule; mails that wait are not sent any more. Needs `reports:write`. Raises HF_FORBIDDEN, HF_NOT_FOUND. */
export async function deleteReportSchedule(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'reports:write')
  await control.sql.transaction().execute(async (transaction) => {
    const row = await transaction
      .deleteFrom('reportSchedule')
      .where(raw`id::text`, '=', id)
      .where(visibleSchedules(actor))
      .returning(['report', 'recipients'])
      .executeTakeFirst()
    if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'report schedule', id })
    await resolveAlert(control, transaction, { kind: 'report-not-sent', subject: id })
    await recordAudit(control, transaction, actor, {
      action: 'report-schedule.deleted',
      target: { kind: 'report-schedule', id },
      details: auditedSchedule(row),
    })
  })
}
