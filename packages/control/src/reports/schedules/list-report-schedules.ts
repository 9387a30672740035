import { type Actor, requirePermission } from '../../access/actor.ts'
import type { Control } from '../../control.ts'
import type { ReportScheduleView } from './report-schedule-view.ts'
import { visibleSchedules } from './visible-schedules.ts'

/** All schedules; whoever is limited to some profiles sees their own. Needs `reports:read`. Raises HF_FORBIDDEN. */
export async function listReportSchedules(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
): Promise<readonly ReportScheduleView[]> {
  requirePermission(actor, 'reports:read')
  const rows = await sql
    .selectFrom('reportSchedule')
    .selectAll()
    .select((query) => [
      query
        .selectFrom('reportMail')
        .select((each) => each.fn.countAll<number>().as('waiting'))
        .whereRef('scheduleId', '=', 'reportSchedule.id')
        .where('deliveredAt', 'is', null)
        .where('givenUpAt', 'is', null)
        .$asScalar()
        .as('waiting'),
      query
        .selectFrom('reportMail')
        .select((each) => each.fn.max('deliveredAt').as('at'))
        .whereRef('scheduleId', '=', 'reportSchedule.id')
        .$asScalar()
        .as('lastSentAt'),
      query
        .selectFrom('reportMail')
        .select('lastError')
        .whereRef('scheduleId', '=', 'reportSchedule.id')
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .limit(1)
        .as('lastError'),
    ])
    .where(visibleSchedules(actor))
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ createdAt: _, updatedAt: __, waiting, ...row }) => ({ ...row, waiting: waiting ?? 0 }))
}
