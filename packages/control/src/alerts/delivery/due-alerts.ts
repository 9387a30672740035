import { sql as raw, type SqlBool } from 'kysely'
import { type Control, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { ALERT_KIND_NAMES, ALERT_KINDS } from '../alert-kinds.ts'

const HOUR = 60 * 60 * 1_000
const DAY = 24 * HOUR

export interface DueAlert extends Row<'alert'> {
  readonly subscriptionId: string
}

/**
 * What subscribers are to be told now, once for each subscription that wants it: open alerts that were not told yet, or so
 * long ago that they are repeated, and told ones that have ended since. Muted ones wait.
 */
export async function dueAlerts(control: Control, transaction: Sql): Promise<readonly DueAlert[]> {
  const at = now(control)
  const rules = await transaction.selectFrom('alertRule').select(['kind', 'repeatHours']).execute()
  const repeats = ALERT_KIND_NAMES.flatMap((kind) => {
    const hours = rules.find((rule) => rule.kind === kind)?.repeatHours ?? ALERT_KINDS[kind].repeatHours
    return hours === 0 ? [] : [{ kind, before: new Date(at.getTime() - hours * HOUR) }]
  })
  return transaction
    .selectFrom('alert')
    .innerJoin('subscription', (join) =>
      join
        .on(raw<SqlBool>`(subscription.kinds is null or alert.kind = any(subscription.kinds))`)
        .on(raw<SqlBool>`${rank('alert.severity')} <= ${rank('subscription.min_severity')}`)
        // Whoever cannot be reached is not told so.
        .on(raw<SqlBool>`not (alert.kind = 'delivery-failed' and alert.subject = subscription.id::text)`),
    )
    .leftJoin('alertRule as rule', 'rule.kind', 'alert.kind')
    .selectAll('alert')
    .select('subscription.id as subscriptionId')
    .where((query) => query.or([query('alert.mutedUntil', 'is', null), query('alert.mutedUntil', '<=', at)]))
    .where((query) => query.or([query('rule.mutedUntil', 'is', null), query('rule.mutedUntil', '<=', at)]))
    .where((query) =>
      query.or([
        query.and([
          query('alert.resolvedAt', 'is', null),
          query.or([
            query('alert.toldAt', 'is', null),
            ...repeats.map(({ kind, before }) =>
              query.and([query('alert.kind', '=', kind), query('alert.toldAt', '<=', before)]),
            ),
          ]),
        ]),
        query.and([
          query('alert.toldAt', '<', query.ref('alert.resolvedAt')),
          query('alert.resolvedAt', '>', new Date(at.getTime() - 7 * DAY)),
        ]),
      ]),
    )
    .execute()
}

function rank(column: 'alert.severity' | 'subscription.min_severity') {
  return raw`array_position(array['critical', 'high', 'warning', 'info'], ${raw.ref(column)})`
}
