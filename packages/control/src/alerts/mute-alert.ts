import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { instant, instantOrNull } from '../instant.ts'
import { parseInput } from '../parse-input.ts'
import type { AlertDetails } from './alert-kinds.ts'
import { visibleAlerts } from './list-alerts.ts'
import { resolveWhere } from './resolve-alert.ts'

export const alertMute = z.strictObject({
  /** Until when nobody is told of it; null ends the silence. */
  until: instant.nullable(),
})

/** Keeps one alert silent for a time; it stays in the list. Needs `alerts:write`. Raises HF_NOT_FOUND, HF_INVALID. */
export async function muteAlert(
  control: Control,
  actor: Actor,
  id: string,
  input: z.input<typeof alertMute>,
): Promise<void> {
  requirePermission(actor, 'alerts:write')
  const { until } = parseInput(alertMute, input)
  await control.sql.transaction().execute(async (transaction) => {
    const alert = await openAlert(transaction, actor, id)
    await transaction
      .updateTable('alert')
      .set({ mutedUntil: instantOrNull(until) })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: until === null ? 'alert.unmuted' : 'alert.muted',
      ...aboutAlert(alert),
      details: { kind: alert.kind, subject: alert.subject, until },
    })
  })
}

/**
 * Ends an alert by hand, for what has been looked into; it is raised again if its condition is met again. Needs
 * `alerts:write`. Raises HF_NOT_FOUND, also for one that is over.
 */
export async function closeAlert(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'alerts:write')
  await control.sql.transaction().execute(async (transaction) => {
    const alert = await openAlert(transaction, actor, id)
    await resolveWhere(control, transaction, (query) => query.where('id', '=', id))
    await recordAudit(control, transaction, actor, {
      action: 'alert.closed',
      ...aboutAlert(alert),
      details: { kind: alert.kind, subject: alert.subject },
    })
  })
}

async function openAlert(transaction: Sql, actor: Actor, id: string): Promise<Row<'alert'>> {
  const isId = z.uuid().safeParse(id).success
  const alert = isId
    ? await visibleAlerts(transaction, actor)
        .selectAll('alert')
        .where('id', '=', id)
        .where('resolvedAt', 'is', null)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (alert === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'open alert', id })
  return alert
}

function aboutAlert({ id, details }: Row<'alert'>) {
  const { personId } = details as AlertDetails
  return { target: { kind: 'alert', id }, ...(typeof personId === 'string' && { personId }) }
}
