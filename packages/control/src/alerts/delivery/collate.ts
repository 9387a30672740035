import { sql as raw } from 'kysely'
import { type Control, newId, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { AlertDetails } from '../alert-kinds.ts'
import { describeAlert } from '../describe-alert.ts'
import { SEVERITIES } from '../severity.ts'
import type { AlertDigest, ToldAlert } from './channel.ts'
import { type DueAlert, dueAlerts } from './due-alerts.ts'

/** Taken for the length of a transaction that writes messages, so that two servers do not write the same. */
const COLLATE_LOCK = 0x686f6c6d

/** Alerts that one message lists; beyond, only their number is told. */
const LISTED = 100

/**
 * Writes one message with all that is due for each subscription, to be sent afterwards; returns how many. Message and the
 * note that its alerts were told are there together or not at all.
 */
export async function collateDue(control: Control): Promise<number> {
  return control.sql.transaction().execute(async (transaction) => {
    const { rows } = await raw<{ free: boolean }>`
      select pg_try_advisory_xact_lock(${COLLATE_LOCK}) as free`.execute(transaction)
    if (!rows[0]?.free) return 0
    const due = await dueAlerts(control, transaction)
    if (due.length === 0) return 0
    const at = now(control)
    const bySubscription = Map.groupBy(due, ({ subscriptionId }) => subscriptionId)
    await transaction
      .insertInto('delivery')
      .values(
        [...bySubscription].map(([subscriptionId, alerts]) => ({
          id: newId(control),
          subscriptionId,
          body: JSON.stringify(digestOf(alerts, at)),
          nextAt: at,
          createdAt: at,
        })),
      )
      .execute()
    await markTold(transaction, due, at)
    return bySubscription.size
  })
}

async function markTold(transaction: Sql, due: readonly DueAlert[], at: Date): Promise<void> {
  const ids = JSON.stringify([...new Set(due.map(({ id }) => id))])
  await raw`
    update alert set told_at = ${at}
    where id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`.execute(transaction)
}

/** Worst and oldest first; what is over stands at the end. */
export function digestOf(alerts: readonly Omit<DueAlert, 'subscriptionId'>[], at: Date): AlertDigest {
  const rank = ({ severity, resolvedAt }: Omit<DueAlert, 'subscriptionId'>): number =>
    SEVERITIES.indexOf(severity) + (resolvedAt === null ? 0 : SEVERITIES.length)
  const sorted = alerts.toSorted(
    (a, b) => rank(a) - rank(b) || a.firstAt.getTime() - b.firstAt.getTime() || (a.id < b.id ? -1 : 1),
  )
  const resolved = alerts.filter(({ resolvedAt }) => resolvedAt !== null).length
  return {
    at: at.toISOString(),
    open: alerts.length - resolved,
    resolved,
    alerts: sorted.slice(0, LISTED).map(told),
  }
}

function told(alert: Omit<DueAlert, 'subscriptionId'>): ToldAlert {
  const { id, kind, subject, severity, count, firstAt, lastAt, resolvedAt } = alert
  const details = alert.details as AlertDetails
  return {
    ...describeAlert(kind, subject, details),
    id,
    kind,
    subject,
    severity,
    details,
    count,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  }
}
