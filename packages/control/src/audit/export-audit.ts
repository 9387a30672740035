import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { auditFilter, matchingAudit } from './audit-filter.ts'
import { csvLine } from './csv.ts'
import { recordAudit } from './record-audit.ts'
import { type ListedAudit, type SeesDataOf, showAudit } from './show-audit.ts'

export const auditExport = z.strictObject({
  ...auditFilter.shape,
  format: z.enum(['ndjson', 'csv']),
})

const PAGE = 500

const COLUMNS = [
  'number',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'actor_role',
  'actor_address',
  'action',
  'target_kind',
  'target_id',
  'person_id',
  'reason',
  'details',
  'private_details',
  'is_private',
  'previous_hash',
  'hash',
]

/**
 * The audit trail as text, oldest entry first: one JSON document a line, or CSV with a heading. Comes in pieces, page by
 * page, up to the entry that records this export. Needs `audit:read`; private details as in listAudit. Raises
 * HF_FORBIDDEN, HF_INVALID at once.
 */
export async function exportAudit(
  control: Control,
  actor: Actor,
  input: z.input<typeof auditExport>,
  seesDataOf: SeesDataOf,
): Promise<AsyncIterable<string>> {
  requirePermission(actor, 'audit:read')
  const { format, ...filter } = parseInput(auditExport, input)
  const last = await control.sql.transaction().execute(async (transaction) => {
    await recordAudit(control, transaction, actor, {
      action: 'audit.exported',
      target: { kind: 'audit', id: format },
      details: { filter: JSON.stringify(filter) },
    })
    const { number } = await transaction
      .selectFrom('auditEvent')
      .select((query) => query.fn.max('number').as('number'))
      .executeTakeFirstOrThrow()
    return number
  })
  return text()

  async function* text(): AsyncGenerator<string> {
    if (format === 'csv') yield csvLine(COLUMNS)
    const line = format === 'csv' ? auditCsv : auditJson
    for (let after = 0; ; ) {
      const rows = await control.sql
        .selectFrom('auditEvent')
        .selectAll()
        .where(matchingAudit(actor, filter))
        .where('number', '>', after)
        .where('number', '<=', last)
        .orderBy('number')
        .limit(PAGE)
        .execute()
      const entries = await showAudit(rows, seesDataOf)
      if (entries.length > 0) yield entries.map(line).join('')
      if (rows.length < PAGE) return
      after = rows.at(-1)?.number ?? after
    }
  }
}

function auditJson(entry: ListedAudit): string {
  return `${JSON.stringify(entry)}\n`
}

function auditCsv({ actor, details, privateDetails, ...entry }: ListedAudit): string {
  return csvLine([
    entry.number,
    entry.at.toISOString(),
    actor.kind,
    actor.id,
    actor.name,
    actor.role ?? null,
    actor.address ?? null,
    entry.action,
    entry.targetKind,
    entry.targetId,
    entry.personId,
    entry.reason,
    JSON.stringify(details),
    privateDetails && JSON.stringify(privateDetails),
    entry.isPrivate,
    entry.previousHash,
    entry.hash,
  ])
}
