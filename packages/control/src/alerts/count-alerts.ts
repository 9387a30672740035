import { sql as raw, type SqlBool } from 'kysely'
import { type Actor, requirePermission } from '../access/actor.ts'
import { type Control, now } from '../control.ts'
import type { Severity } from '../database/tables.ts'
import { visibleAlerts } from './list-alerts.ts'
import { SEVERITIES } from './severity.ts'

/** Open alerts that nobody has silenced, by severity. */
export type AlertCounts = Readonly<Record<Severity, number>>

/** How many alerts want to be looked at: those that the actor may know of. Needs `alerts:read`. */
export async function countAlerts(control: Control, actor: Actor): Promise<AlertCounts> {
  requirePermission(actor, 'alerts:read')
  const at = now(control)
  const rows = await visibleAlerts(control.sql, actor)
    .leftJoin('alertRule as rule', 'rule.kind', 'alert.kind')
    .select((query) => ['alert.severity', query.fn.countAll<number>().as('count')])
    .where('resolvedAt', 'is', null)
    .where(raw<SqlBool>`coalesce(greatest(alert.muted_until, rule.muted_until) <= ${at}, true)`)
    .groupBy('alert.severity')
    .execute()
  const counts = new Map(rows.map(({ severity, count }) => [severity, count]))
  return Object.fromEntries(SEVERITIES.map((each) => [each, counts.get(each) ?? 0])) as AlertCounts
}
