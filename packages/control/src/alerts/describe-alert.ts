import { ALERT_KINDS, type AlertDetails, isAlertKind } from './alert-kinds.ts'

export interface AlertWords {
  readonly title: string
  readonly hint: string
}

/** An alert in words, for people. */
export function describeAlert(kind: string, subject: string, details: AlertDetails): AlertWords {
  if (!isAlertKind(kind)) return { title: `${kind}: ${subject}`, hint: '' }
  const { title, hint } = ALERT_KINDS[kind]
  return { title: fill(title, details), hint }
}

function fill(template: string, details: AlertDetails): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(details, name) ? String(details[name]) : '?',
  )
}
