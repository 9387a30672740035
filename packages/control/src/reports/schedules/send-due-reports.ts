import { hasCode } from '@holdfast/base'
import { backOff, GIVE_UP_AFTER } from '../../alerts/delivery/back-off.ts'
import type { Mailer } from '../../alerts/mail/mailer.ts'
import { raiseAlert } from '../../alerts/raise-alert.ts'
import { resolveAlert } from '../../alerts/resolve-alert.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, now } from '../../control.ts'
import type { Row } from '../../database/tables.ts'
import { isReportName, REPORTS } from '../reports.ts'
import { planDueReports } from './plan-due-reports.ts'
import { scheduleActor } from './schedule-actor.ts'
import { sendReport } from './send-report.ts'

/** A mail that is being sent is left alone for so long; if the server died meanwhile, it is sent again afterwards. */
const LEASE = 5 * 60 * 1_000

type Claimed = Pick<Row<'reportMail'>, 'id' | 'scheduleId' | 'recipient' | 'attempts' | 'createdAt'> &
  Pick<Row<'reportSchedule'>, 'report' | 'filter' | 'timeZone' | 'attachCsv' | 'accountId' | 'accountName'>

/**
 * Sends the reports whose time has come. Made to run every minute, on any number of servers. A mail is sent again, under
 * the same id, only when it is not known whether it arrived. One that is not taken is tried again after 1 minute to 6 hours,
 * and given up after 3 days, or at once where nobody may send it any more, which is an alert. Gives how many were sent and
 * how many were not.
 */
export async function sendDueReports(
  control: Control,
  mailer: Mailer,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<{ readonly sent: number; readonly failed: number }> {
  await planDueReports(control)
  const counts = { sent: 0, failed: 0 }
  for (;;) {
    signal.throwIfAborted()
    const mail = await claim(control)
    if (mail === undefined) return counts
    counts[await deliver(control, mailer, mail, signal)]++
  }
}

/** Takes a mail whose time has come. */
async function claim(control: Control): Promise<Claimed | undefined> {
  const at = now(control)
  return control.sql
    .with('due', (query) =>
      query
        .selectFrom('reportMail')
        .select('reportMail.id')
        .where('deliveredAt', 'is', null)
        .where('givenUpAt', 'is', null)
        .where('nextAt', '<=', at)
        .orderBy('nextAt')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('reportMail')
    .from(['due', 'reportSchedule as schedule'])
    .set((query) => ({
      attempts: query('reportMail.attempts', '+', 1),
      nextAt: new Date(at.getTime() + LEASE),
    }))
    .whereRef('reportMail.id', '=', 'due.id')
    .whereRef('schedule.id', '=', 'reportMail.scheduleId')
    .returning([
      'reportMail.id',
      'reportMail.scheduleId',
      'reportMail.recipient',
      'reportMail.attempts',
      'reportMail.createdAt',
      'schedule.report',
      'schedule.filter',
      'schedule.timeZone',
      'schedule.attachCsv',
      'schedule.accountId',
      'schedule.accountName',
    ])
    .executeTakeFirst()
}

async function deliver(
  control: Control,
  mailer: Mailer,
  mail: Claimed,
  signal: AbortSignal,
): Promise<'sent' | 'failed'> {
  const { id, scheduleId, recipient, report } = mail
  try {
    const actor = await scheduleActor(control.sql, mail)
    await sendReport(control, mailer, actor, mail, { id, to: recipient }, { signal })
    await control.sql.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('reportMail')
        .set({ deliveredAt: now(control), lastError: null })
        .where('id', '=', id)
        .execute()
      await resolveAlert(control, transaction, { kind: 'report-not-sent', subject: scheduleId })
      await recordAudit(control, transaction, actor, {
        action: 'report.sent',
        target: { kind: 'report-schedule', id: scheduleId },
        details: { report, recipients: [recipient], isScheduled: true },
      })
    })
    return 'sent'
  } catch (error) {
    // Stopped, not refused: the next start sends it when the lease is over.
    signal.throwIfAborted()
    await noteFailure(control, mail, error)
    return 'failed'
  }
}

async function noteFailure(control: Control, mail: Claimed, error: unknown): Promise<void> {
  const { id, scheduleId, recipient, report, attempts, createdAt } = mail
  const at = control.clock.now()
  const reason = error instanceof Error ? error.message : String(error)
  const isOver = at - createdAt.getTime() >= GIVE_UP_AFTER || hasCode(error, 'HF_REPORT_WITHDRAWN')
  await control.sql.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('reportMail')
      .set(
        isOver
          ? { givenUpAt: new Date(at), lastError: reason }
          : { nextAt: new Date(at + backOff(attempts)), lastError: reason },
      )
      .where('id', '=', id)
      .execute()
    if (!isOver) return
    await raiseAlert(control, transaction, {
      kind: 'report-not-sent',
      subject: scheduleId,
      details: { report: isReportName(report) ? REPORTS[report].title : report, target: recipient, reason },
    })
  })
}
