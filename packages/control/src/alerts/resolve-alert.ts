import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { recordEvent } from '../events/record-event.ts'
import { alertEvent } from './alert-event.ts'
import type { AlertKindName } from './alert-kinds.ts'

/** Tells that a condition has passed: ends its alert, if there is one. */
export async function resolveAlert(
  control: Control,
  transaction: Sql | undefined,
  { kind, subject }: { readonly kind: AlertKindName; readonly subject: string },
): Promise<void> {
  const resolve = (sql: Sql): Promise<number> =>
    resolveWhere(control, sql, (query) => query.where('kind', '=', kind).where('subject', '=', subject))
  if (transaction) await resolve(transaction)
  else await control.sql.transaction().execute(resolve)
}

/** Ends all alerts of a kind but those of some subjects, for which the condition still holds. */
export async function resolveOthers(
  control: Control,
  transaction: Sql,
  kind: AlertKindName,
  subjects: readonly string[],
): Promise<void> {
  const others = await transaction
    .selectFrom('alert')
    .select(['id', 'subject'])
    .where('kind', '=', kind)
    .where('resolvedAt', 'is', null)
    .execute()
  const lasting = new Set(subjects)
  const passed = others.filter(({ subject }) => !lasting.has(subject)).map(({ id }) => id)
  if (passed.length > 0) await resolveWhere(control, transaction, (query) => query.where('id', 'in', passed))
}

type OpenAlerts = ReturnType<typeof openAlerts>

/** Ends the open alerts that a filter lets through, with an event for each; returns how many. */
export async function resolveWhere(
  control: Control,
  transaction: Sql,
  filter: (query: OpenAlerts) => OpenAlerts,
): Promise<number> {
  const rows = await filter(openAlerts(transaction))
    .set({ resolvedAt: now(control) })
    .returningAll()
    .execute()
  await recordEvent(control, transaction, ...rows.map((row) => alertEvent('resolved', row)))
  return rows.length
}

function openAlerts(transaction: Sql) {
  return transaction.updateTable('alert').where('resolvedAt', 'is', null)
}
