import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Severity } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { instant, instantOrNull } from '../instant.ts'
import { parseInput } from '../parse-input.ts'
import {
  ALERT_KIND_NAMES,
  ALERT_KINDS,
  type AlertDetails,
  type AlertKindName,
  isAlertKind,
} from './alert-kinds.ts'
import { severityOf } from './raise-alert.ts'
import { resolveWhere } from './resolve-alert.ts'
import { isWorse, SEVERITIES } from './severity.ts'

export const alertRule = z.strictObject({
  enabled: z.boolean().default(true),
  /** Instead of the kind's own, whatever the details are; null for the kind's own. */
  severity: z.enum(SEVERITIES).nullable().default(null),
  /** Hours after which a lasting alert is told again, 0 for never; null for the kind's own. */
  repeatHours: z.int().min(0).max(8_760).nullable().default(null),
  /** Until when nobody is told of alerts of this kind. */
  mutedUntil: instant.nullable().default(null),
})

export interface AlertRule extends z.infer<typeof alertRule> {
  readonly kind: AlertKindName
  /** What holds where the rule says nothing. */
  readonly defaults: { readonly severity: Severity; readonly repeatHours: number }
  /** 0 while it was never changed. */
  readonly version: number
}

/** The rule of every kind of alert. Needs `alerts:read`. */
export async function listAlertRules(control: Control, actor: Actor): Promise<readonly AlertRule[]> {
  requirePermission(actor, 'alerts:read')
  const rows = await control.sql.selectFrom('alertRule').selectAll().execute()
  return ALERT_KIND_NAMES.map((kind) => {
    const row = rows.find((each) => each.kind === kind)
    const { severity, repeatHours } = ALERT_KINDS[kind]
    return {
      kind,
      defaults: { severity, repeatHours },
      enabled: row?.enabled ?? true,
      severity: row?.severity ?? null,
      repeatHours: row?.repeatHours ?? null,
      mutedUntil: row?.mutedUntil?.toISOString() ?? null,
      version: row?.version ?? 0,
    }
  })
}

/**
 * Replaces the rule of a kind; `version` is the one that was read. Open alerts take the new severity, and end when the kind
 * is switched off. Needs `alerts:write`. Raises HF_NOT_FOUND, HF_INVALID, HF_CONFLICT.
 */
export async function changeAlertRule(
  control: Control,
  actor: Actor,
  kind: string,
  input: z.input<typeof alertRule>,
  version: number,
): Promise<void> {
  requirePermission(actor, 'alerts:write')
  if (!isAlertKind(kind)) throw controlErrors.HF_NOT_FOUND({ what: 'kind of alert', id: kind })
  const rule = parseInput(alertRule, input)
  await control.sql.transaction().execute(async (transaction) => {
    const stored = {
      ...rule,
      mutedUntil: instantOrNull(rule.mutedUntil),
      version: version + 1,
      updatedAt: now(control),
    }
    const done =
      version === 0
        ? await transaction
            .insertInto('alertRule')
            .values({ kind, ...stored })
            .onConflict((conflict) => conflict.doNothing())
            .returning('kind')
            .execute()
        : await transaction
            .updateTable('alertRule')
            .set(stored)
            .where('kind', '=', kind)
            .where('version', '=', version)
            .returning('kind')
            .execute()
    if (done.length === 0) throw controlErrors.HF_CONFLICT({ what: `The rule of ${kind}` })
    if (rule.enabled) await assessOpen(transaction, kind, rule.severity)
    else await resolveWhere(control, transaction, (query) => query.where('kind', '=', kind))
    await recordAudit(control, transaction, actor, {
      action: 'alert-rule.changed',
      target: { kind: 'alert-rule', id: kind },
      details: rule,
    })
  })
}

async function assessOpen(transaction: Sql, kind: AlertKindName, ruled: Severity | null): Promise<void> {
  const open = await transaction
    .selectFrom('alert')
    .select(['id', 'severity', 'count', 'details'])
    .where('kind', '=', kind)
    .where('resolvedAt', 'is', null)
    .execute()
  const bySeverity = Map.groupBy(open, ({ count, details }) =>
    severityOf(kind, ruled, count, details as AlertDetails),
  )
  for (const [severity, alerts] of bySeverity) {
    const [same, worse] = [
      alerts.filter((alert) => !isWorse(severity, alert.severity)),
      alerts.filter((alert) => isWorse(severity, alert.severity)),
    ]
    for (const [changed, told] of [
      [same.filter((alert) => alert.severity !== severity), {}],
      // Who hears of worse ones only has not heard of these.
      [worse, { toldAt: null }],
    ] as const) {
      const ids = changed.map(({ id }) => id)
      if (ids.length > 0)
        await transaction
          .updateTable('alert')
          .set({ severity, ...told })
          .where('id', 'in', ids)
          .execute()
    }
  }
}
