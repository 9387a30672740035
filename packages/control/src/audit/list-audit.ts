import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { auditFilter, matchingAudit } from './audit-filter.ts'
import { type ListedAudit, type SeesDataOf, showAudit } from './show-audit.ts'

export const auditQuery = z.strictObject({
  ...auditFilter.shape,
  /** Number of the last entry of the page before. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(1_000).default(100),
})

/** An entry, with the name that its person has now; null for nobody, and for somebody who is gone. */
export interface NamedAudit extends ListedAudit {
  readonly personName: string | null
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly NamedAudit[]
  /** `before` of the next page; null when this is the last one. */
  readonly next: number | null
}

/**
 * A page of the audit trail. Needs `audit:read`; private details are shown of the people whose data `seesDataOf` says the
 * actor may see. Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function listAudit(
  control: Pick<Control, 'sql'>,
  actor: Actor,
  query: z.input<typeof auditQuery>,
  seesDataOf: SeesDataOf,
): Promise<AuditPage> {
  requirePermission(actor, 'audit:read')
  const { before, limit, ...filter } = parseInput(auditQuery, query)
  let rows: readonly Row<'auditEvent'>[] = await control.sql
    .selectFrom('auditEvent')
    .selectAll()
    .where(matchingAudit(actor, filter))
    .$if(before !== undefined, (select) => select.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const isLast = rows.length <= limit
  rows = rows.slice(0, limit)
  const names = await namesOf(control.sql, rows)
  const shown = await showAudit(rows, seesDataOf)
  return {
    entries: shown.map((entry) => ({
      ...entry,
      personName: entry.personId === null ? null : (names.get(entry.personId) ?? null),
    })),
    next: isLast ? null : (rows.at(-1)?.number ?? null),
  }
}

async function namesOf(
  sql: Sql,
  rows: readonly Pick<Row<'auditEvent'>, 'personId'>[],
): Promise<ReadonlyMap<string, string>> {
  const people = [...new Set(rows.flatMap(({ personId }) => personId ?? []))]
  if (people.length === 0) return new Map()
  const found = await sql
    .selectFrom('person')
    .select(['id', 'displayName'])
    .where('id', 'in', people)
    .execute()
  return new Map(found.map(({ id, displayName }) => [id, displayName]))
}
