import type { components } from '@holdfast/api-client'
import { idIn, oneOf, type Raw, withoutNothing } from '../../parts/search-values.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'

export type Alert = components['schemas']['Alert']
export type Severity = Alert['severity']
export type AlertKind = keyof (typeof ALERT_KINDS)['en']['names']

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'warning', 'info'] as const satisfies readonly Severity[]

export const KIND_NAMES = Object.keys(ALERT_KINDS.en.names) as readonly AlertKind[]

export function isAlertKind(kind: string): kind is AlertKind {
  return Object.hasOwn(ALERT_KINDS.en.names, kind)
}

/** What the list of alerts is limited by, as its address says it. */
export interface AlertSearch {
  readonly which?: 'older'
  readonly severity?: Severity
  readonly kind?: AlertKind
  readonly person?: string
}

export function alertSearch({ which, severity, kind, person }: Raw): AlertSearch {
  return withoutNothing({
    which: oneOf(which, ['older']),
    severity: oneOf(severity, SEVERITIES),
    kind: oneOf(kind, KIND_NAMES),
    person: idIn(person),
  })
}
