import type { MailContent } from '../../alerts/mail/alert-mail.ts'
import { mailPage } from '../../alerts/mail/mail-page.ts'
import { markup } from '../../alerts/mail/markup.ts'
import { cellText, momentText } from '../cell-text.ts'
import type { ReportPage } from '../read-report.ts'
import type { Report } from '../report.ts'

export interface MailedReport extends ReportPage {
  readonly report: Report
  /** When it was read. */
  readonly at: Date
  readonly timeZone: string
  /** The page of the report; undefined while it is not known where people reach the console. */
  readonly link: string | undefined
  readonly isAttached: boolean
}

const STYLE = 'border-bottom:1px solid #d1d1d1;padding:6px 10px;text-align:left;vertical-align:top'
const GREY = 'color:#616161'
const WHY = 'Holdfast sends this because somebody put your address on the schedule of this report.'

/** A report as a mail, in plain text and in HTML. */
export function reportMail(mailed: MailedReport): MailContent {
  const { report, at, timeZone, link, totals } = mailed
  const count = totals.rows.toLocaleString('en')
  const lines = [
    `As of ${momentText(at.toISOString(), timeZone)} (${timeZone}): ${count} ${totals.rows === 1 ? 'row' : 'rows'}.`,
    ...(sumsOf(mailed) ? [sumsOf(mailed)] : []),
  ]
  const more = moreOf(mailed)
  return {
    subject: `Holdfast: ${report.title} (${count})`,
    text: `${[
      report.title,
      report.answers,
      lines.join('\n'),
      ...plainRows(mailed),
      ...(more ? [more] : []),
      ...(link ? [`The whole report: ${link}`] : []),
      WHY,
    ].join('\n\n')}\n`,
    html: mailPage([
      `<h1 style="font-size:20px">${markup(report.title)}</h1>`,
      `<p>${markup(report.answers)}</p>`,
      `<p>${lines.map(markup).join('<br>')}</p>`,
      markedTable(mailed),
      ...(more ? [`<p>${markup(more)}</p>`] : []),
      ...(link ? [`<p><a href="${markup(link)}">The whole report</a></p>`] : []),
      `<p style="${GREY}">${WHY}</p>`,
    ]),
  }
}

function shownColumns({ report }: MailedReport) {
  return report.columns.filter(({ isLong }) => !isLong)
}

function sumsOf({ report, totals, timeZone }: MailedReport): string {
  return report.columns
    .filter(({ isSummed }) => isSummed)
    .map((column) => {
      const name = column.title.replace(/ \(.*\)$/, '')
      return `${name}: ${cellText(column, totals.sums[column.key] ?? 0, timeZone)}`
    })
    .join(', ')
}

function moreOf({ rows, totals, isAttached }: MailedReport): string | undefined {
  const rest = totals.rows - rows.length
  if (rest > 0)
    return `And ${rest.toLocaleString('en')} more${isAttached ? '; the attached file has all' : ''}.`
  return undefined
}

function plainRows(mailed: MailedReport): readonly string[] {
  const columns = shownColumns(mailed)
  return mailed.rows.map(({ cells }) =>
    columns
      .filter(({ key }) => cells[key] !== null)
      .map((column) => cellText(column, cells[column.key] ?? null, mailed.timeZone))
      .join(' | '),
  )
}

function markedTable(mailed: MailedReport): string {
  const columns = shownColumns(mailed)
  if (mailed.rows.length === 0) return ''
  const head = columns.map(
    ({ title }) => `<th style="${STYLE}">${markup(title.replace(/ \(.*\)$/, ''))}</th>`,
  )
  const rows = mailed.rows.map(({ cells }) => {
    const row = columns.map(
      (column) =>
        `<td style="${STYLE}">${markup(cellText(column, cells[column.key] ?? null, mailed.timeZone))}</td>`,
    )
    return `<tr>${row.join('')}</tr>`
  })
  return `<table style="border-collapse:collapse">
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`
}
