import { sql as raw } from 'kysely'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row, Severity } from '../database/tables.ts'
import { recordEvent } from '../events/record-event.ts'
import { alertEvent } from './alert-event.ts'
import {
  ALERT_KINDS,
  type AlertDetails,
  type AlertKind,
  type AlertKindName,
  type DetailsOf,
} from './alert-kinds.ts'
import { isWorse } from './severity.ts'

export interface RaisedAlert<Kind extends AlertKindName> {
  readonly kind: Kind
  /** What it is about: the id of a person, provider, storage …; one alert is open for each. */
  readonly subject: string
  readonly details: DetailsOf<Kind>
}

/**
 * Tells that a condition holds: opens an alert, or counts it up and brings its details up to date when it is open already.
 * One that has become worse is told again. Nothing happens while the kind is switched off. Within a transaction the alert
 * is raised if the transaction holds.
 */
export async function raiseAlert<Kind extends AlertKindName>(
  control: Control,
  transaction: Sql | undefined,
  { kind, ...alert }: RaisedAlert<Kind>,
): Promise<void> {
  if (transaction) return raiseAlerts(control, transaction, kind, [alert])
  await control.sql.transaction().execute((own) => raiseAlerts(control, own, kind, [alert]))
}

/** Alerts in one statement. */
const CHUNK = 500

/** The same for many subjects of one kind. */
export async function raiseAlerts<Kind extends AlertKindName>(
  control: Control,
  transaction: Sql,
  kind: Kind,
  alerts: readonly Omit<RaisedAlert<Kind>, 'kind'>[],
): Promise<void> {
  if (alerts.length === 0) return
  const rule = await transaction
    .selectFrom('alertRule')
    .select(['enabled', 'severity'])
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (rule?.enabled === false) return
  // Always in the same order: two that raise the same alerts at the same time do not wait for each other.
  const bySubject = new Map(alerts.map((alert) => [alert.subject, alert]))
  const sorted = [...bySubject.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1))
  for (let at = 0; at < sorted.length; at += CHUNK) {
    await raiseSome(control, transaction, kind, rule?.severity ?? null, sorted.slice(at, at + CHUNK))
  }
}

async function raiseSome(
  control: Control,
  transaction: Sql,
  kind: AlertKindName,
  ruled: Severity | null,
  alerts: readonly { readonly subject: string; readonly details: AlertDetails }[],
): Promise<void> {
  const at = now(control)
  const rows = await transaction
    .insertInto('alert')
    .values(
      alerts.map(({ subject, details }) => ({
        id: newId(control),
        kind,
        subject,
        severity: severityOf(kind, ruled, 1, details),
        details: JSON.stringify(details),
        firstAt: at,
        lastAt: at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject'])
        .where('resolvedAt', 'is', null)
        .doUpdateSet((query) => ({
          count: raw<number>`alert.count + 1`,
          lastAt: query.ref('excluded.lastAt'),
          details: query.ref('excluded.details'),
        })),
    )
    .returningAll()
    .execute()
  const news = rows.filter(({ count }) => count === 1)
  for (const row of rows) {
    const changed = await assess(transaction, kind, row, ruled)
    if (changed && isWorse(changed.severity, row.severity)) news.push(changed)
  }
  await recordEvent(control, transaction, ...news.map((row) => alertEvent('raised', row)))
}

/** Gives an alert the severity that it has by now; returns the row when that is another one. */
async function assess(
  transaction: Sql,
  kind: AlertKindName,
  row: Row<'alert'>,
  ruled: Severity | null,
): Promise<Row<'alert'> | undefined> {
  const severity = severityOf(kind, ruled, row.count, row.details as AlertDetails)
  if (severity === row.severity) return undefined
  // What has become worse counts as not told yet.
  const changes = isWorse(severity, row.severity) ? { severity, toldAt: null } : { severity }
  return transaction
    .updateTable('alert')
    .set(changes)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirst()
}

/** By the rule, where it says one; else by the kind. */
export function severityOf(
  kind: AlertKindName,
  ruled: Severity | null,
  count: number,
  details: AlertDetails,
): Severity {
  if (ruled !== null) return ruled
  const { severity, rises }: AlertKind = ALERT_KINDS[kind]
  return rises?.when({ count, details }) ? rises.to : severity
}
