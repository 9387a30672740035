import type { JobState, Severity } from '../database/tables.ts'

/** Severities of events are those of syslog (RFC 5424): 0 is an emergency, 7 is of use to whoever looks for a fault. */
export const EVENT_SEVERITY = {
  emergency: 0,
  alert: 1,
  critical: 2,
  error: 3,
  warning: 4,
  notice: 5,
  information: 6,
  debug: 7,
} as const

export type EventSeverity = (typeof EVENT_SEVERITY)[keyof typeof EVENT_SEVERITY]

export const ALERT_EVENT_SEVERITY: Readonly<Record<Severity, EventSeverity>> = {
  critical: EVENT_SEVERITY.critical,
  high: EVENT_SEVERITY.error,
  warning: EVENT_SEVERITY.warning,
  info: EVENT_SEVERITY.information,
}

export const JOB_EVENT_SEVERITY: Readonly<Record<JobState, EventSeverity>> = {
  queued: EVENT_SEVERITY.information,
  running: EVENT_SEVERITY.information,
  succeeded: EVENT_SEVERITY.information,
  errors: EVENT_SEVERITY.warning,
  failed: EVENT_SEVERITY.error,
  cancelled: EVENT_SEVERITY.notice,
}
