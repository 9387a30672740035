import { sql as raw, type SqlBool } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row, Severity } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { moment } from '../instant.ts'
import { parseInput } from '../parse-input.ts'
import type { AlertDetails } from './alert-kinds.ts'
import { type AlertWords, describeAlert } from './describe-alert.ts'
import { SEVERITIES } from './severity.ts'

export const alertsQuery = z.strictObject({
  /** Those that last, or those that are over. */
  which: z.enum(['open', 'older']).default('open'),
  severities: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).optional(),
  kinds: z.array(z.string().max(100)).max(100).optional(),
  personId: z.uuid().optional(),
  /** `next` of the page before. */
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(500).default(100),
})

export interface ListedAlert extends AlertWords {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly severity: Severity
  readonly details: AlertDetails
  /** How often the condition was met. */
  readonly count: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly toldAt: Date | null
  /** Muted by itself, or with its kind; null when that is past. */
  readonly mutedUntil: Date | null
  readonly resolvedAt: Date | null
}

export interface AlertPage {
  /** Newest first, by the time of the first occurrence. */
  readonly alerts: readonly ListedAlert[]
  /** `after` of the next page; null when this is the last one. */
  readonly next: string | null
}

/**
 * Alerts, page by page. Needs `alerts:read`; whoever is limited to some profiles sees the alerts about their people only.
 * Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function listAlerts(
  control: Control,
  actor: Actor,
  query: z.input<typeof alertsQuery> = {},
): Promise<AlertPage> {
  requirePermission(actor, 'alerts:read')
  const { which, severities, kinds, personId, after, limit } = parseInput(alertsQuery, query)
  let select = visibleAlerts(control.sql, actor)
    .leftJoin('alertRule as rule', 'rule.kind', 'alert.kind')
    .selectAll('alert')
    .select('rule.mutedUntil as kindMutedUntil')
    .where('resolvedAt', which === 'open' ? 'is' : 'is not', null)
    .orderBy('firstAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (severities) select = select.where('alert.severity', 'in', [...severities, NONE])
  if (kinds) select = select.where('alert.kind', 'in', [...kinds, NONE])
  if (personId) select = select.where(raw<string>`alert.details->>'personId'`, '=', personId)
  if (after) {
    const [at, id] = readPlace(after)
    select = select.where(raw<SqlBool>`(alert.first_at, alert.id) < (${at}, ${id})`)
  }
  const rows = await select.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    alerts: page.map((row) => shown(row, row.kindMutedUntil, now(control))),
    next: rows.length > limit && last ? placeOf(last) : null,
  }
}

/** Matches nothing: an empty list lets nothing through. */
const NONE = '' as Severity

/** The alerts that an actor may know of. */
export function visibleAlerts(sql: Sql, actor: Actor) {
  const alerts = sql.selectFrom('alert')
  if (actor.kind === 'system' || (actor.profiles === undefined && actor.role !== 'person')) return alerts
  return alerts.where((query) =>
    query.exists(
      query
        .selectFrom('person')
        .select('person.id')
        .where(raw<SqlBool>`person.id::text = alert.details->>'personId'`)
        .where(visiblePeople(actor)),
    ),
  )
}

function shown(row: Row<'alert'>, kindMutedUntil: Date | null, at: Date): ListedAlert {
  const { id, kind, subject, severity, count, firstAt, lastAt, toldAt, resolvedAt } = row
  const details = row.details as AlertDetails
  const mutes = [row.mutedUntil, kindMutedUntil].filter((mute): mute is Date => mute !== null && mute > at)
  return {
    ...describeAlert(kind, subject, details),
    id,
    kind,
    subject,
    severity,
    details,
    count,
    firstAt,
    lastAt,
    toldAt,
    mutedUntil: mutes.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
    resolvedAt,
  }
}

function placeOf({ firstAt, id }: Row<'alert'>): string {
  return Buffer.from(JSON.stringify([firstAt, id])).toString('base64url')
}

const place = z.tuple([moment, z.uuid()])

function readPlace(text: string): [Date, string] {
  try {
    return place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw controlErrors.HF_INVALID({ reason: 'after is not of an earlier page' }, { cause })
  }
}
