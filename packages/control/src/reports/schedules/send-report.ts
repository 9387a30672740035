import { Readable } from 'node:stream'
import type { Actor } from '../../access/actor.ts'
import { consoleAddress } from '../../alerts/mail/console-address.ts'
import type { Mailer } from '../../alerts/mail/mailer.ts'
import { type Control, now } from '../../control.ts'
import type { Row } from '../../database/tables.ts'
import { controlErrors } from '../../errors.ts'
import { reportCsv } from '../export-report.ts'
import { readReport } from '../read-report.ts'
import { isReportName, REPORTS } from '../reports.ts'
import { reportMail } from './report-mail.ts'

/** Rows that a mail shows; the file has all. */
const SHOWN = 50

type Mailed = Pick<Row<'reportSchedule'>, 'report' | 'filter' | 'timeZone' | 'attachCsv'>

/** Sends a report, as the actor may see it now, to one address. Raises what the mailer raises. */
export async function sendReport(
  control: Pick<Control, 'sql' | 'clock'>,
  mailer: Mailer,
  actor: Actor,
  { report: name, filter, timeZone, attachCsv }: Mailed,
  { id, to }: { readonly id: string; readonly to: string },
  options: { readonly signal: AbortSignal },
): Promise<void> {
  if (!isReportName(name)) throw controlErrors.HF_NOT_FOUND({ what: 'report', id: name })
  const page = await readReport(control, actor, name, { ...filter, limit: SHOWN })
  const publicUrl = await mailer.publicUrl()
  const query = new URLSearchParams(
    Object.entries(filter).map(([key, value]) => [key, String(value)]),
  ).toString()
  const path = `reports/${name}${query && `?${query}`}`
  const content = reportMail({
    ...page,
    report: REPORTS[name],
    at: now(control),
    timeZone,
    link: publicUrl === null ? undefined : consoleAddress(publicUrl, path),
    isAttached: attachCsv,
  })
  const day = now(control).toISOString().slice(0, 10)
  const csv = attachCsv && {
    attachments: [
      {
        filename: `${name}-${day}.csv`,
        contentType: 'text/csv; charset=utf-8',
        content: Readable.from(reportCsv(control, actor, name, filter)),
      },
    ],
  }
  await mailer.send({ id, to, ...content, ...csv }, options)
}
