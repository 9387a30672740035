import { sql as raw } from 'kysely'
import { type Actor, requirePermission } from '../../access/actor.ts'
import type { Mailer } from '../../alerts/mail/mailer.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, newId } from '../../control.ts'
import { controlErrors } from '../../errors.ts'
import { sendReport } from './send-report.ts'
import { visibleSchedules } from './visible-schedules.ts'

/**
 * Sends a report of a schedule to all its recipients, as the actor may see it, and waits until it is taken; the schedule
 * stays as it is. Needs `reports:write`. Raises HF_FORBIDDEN, HF_NOT_FOUND, and what the mailer raises.
 */
export async function sendReportNow(
  control: Control,
  actor: Actor,
  mailer: Mailer,
  id: string,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  requirePermission(actor, 'reports:write')
  const schedule = await control.sql.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('reportSchedule')
      .selectAll()
      .where(raw`id::text`, '=', id)
      .where(visibleSchedules(actor))
      .executeTakeFirst()
    if (found === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'report schedule', id })
    await recordAudit(control, transaction, actor, {
      action: 'report.sent',
      target: { kind: 'report-schedule', id },
      details: { report: found.report, recipients: found.recipients, isScheduled: false },
    })
    return found
  })
  for (const to of schedule.recipients)
    await sendReport(control, mailer, actor, schedule, { id: newId(control), to }, { signal })
}
