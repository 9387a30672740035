import type { Row } from '../database/tables.ts'
import { ALERT_EVENT_SEVERITY, EVENT_SEVERITY } from '../events/event-severity.ts'
import type { EventEntry } from '../events/record-event.ts'

/** The event of an alert that opened or became worse, or that ended. */
export function alertEvent(what: 'raised' | 'resolved', alert: Row<'alert'>): EventEntry {
  const { id, kind, subject, severity, details, count, firstAt } = alert
  const personId = (details as { personId?: unknown }).personId
  return {
    category: 'alert',
    type: `alert.${what}`,
    severity: what === 'raised' ? ALERT_EVENT_SEVERITY[severity] : EVENT_SEVERITY.information,
    identity: typeof personId === 'string' ? `person:${personId}` : 'system:alerts',
    details: { alertId: id, kind, subject, severity, count, firstAt, details },
  }
}
