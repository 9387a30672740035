import type { AlertDigest, ToldAlert } from '../delivery/channel.ts'
import { consoleAddress } from './console-address.ts'
import { mailPage } from './mail-page.ts'
import { markup } from './markup.ts'
import { readableTime } from './readable-time.ts'

export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A digest of alerts as a mail, in plain text and in HTML. */
export function alertMail(digest: AlertDigest, publicUrl: string | null): MailContent {
  const { open, resolved, alerts } = digest
  const unlisted = open + resolved - alerts.length
  const more = unlisted > 0 ? `and ${unlisted} more.` : undefined
  const link = publicUrl === null ? undefined : consoleAddress(publicUrl, 'alerts')
  return {
    subject: subjectOf(digest),
    text: `${[
      ...alerts.map(plain),
      ...(more ? [more] : []),
      ...(link ? [`All alerts: ${link}`] : []),
      'Holdfast sends this because an administrator subscribed this address to alerts.',
    ].join('\n\n')}\n`,
    html: mailPage([
      ...alerts.map(marked),
      ...(more ? [`<p>${markup(more)}</p>`] : []),
      ...(link ? [`<p><a href="${markup(link)}">All alerts</a></p>`] : []),
      '<p style="color:#666">Holdfast sends this because an administrator subscribed this address to alerts.</p>',
    ]),
  }
}

function subjectOf({ open, resolved, alerts }: AlertDigest): string {
  const [worst] = alerts
  if (worst === undefined) return 'Holdfast: no alerts'
  if (open + resolved === 1) return `Holdfast: ${labelOf(worst)}: ${worst.title}`
  if (open === 0) return `Holdfast: ${resolved} alerts resolved`
  const ended = resolved > 0 ? `, ${resolved} resolved` : ''
  return `Holdfast: ${open} ${open === 1 ? 'alert' : 'alerts'} (worst: ${worst.severity})${ended}`
}

function plain(alert: ToldAlert): string {
  const lines = [`[${labelOf(alert)}] ${alert.title}`, timesOf(alert)]
  if (alert.resolvedAt === null && alert.hint) lines.push(alert.hint)
  return lines.join('\n')
}

const COLOURS: Readonly<Record<string, string>> = {
  critical: '#b10e1c',
  high: '#bc4b09',
  warning: '#835b00',
  info: '#0f548c',
  resolved: '#0e700e',
}

function marked(alert: ToldAlert): string {
  const label = labelOf(alert)
  const hint = alert.resolvedAt === null && alert.hint ? `<br>${markup(alert.hint)}` : ''
  return `<p><strong style="color:${COLOURS[label] ?? '#333'}">${markup(label)}</strong> <strong>${markup(alert.title)}</strong><br>
<span style="color:#666">${markup(timesOf(alert))}</span>${hint}</p>`
}

function labelOf({ severity, resolvedAt }: ToldAlert): string {
  return resolvedAt === null ? severity : 'resolved'
}

function timesOf({ firstAt, lastAt, count, resolvedAt }: ToldAlert): string {
  const since = `since ${readableTime(firstAt)}`
  if (resolvedAt !== null) return `${since}, over at ${readableTime(resolvedAt)}`
  return count === 1 ? since : `${since}, ${count} times, last at ${readableTime(lastAt)}`
}
