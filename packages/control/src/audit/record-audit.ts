import { createHash } from 'node:crypto'
import { sql as raw } from 'kysely'
import type { Actor, AuditActor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { NewRow, Row } from '../database/tables.ts'
import type { AuditEntry } from './audit-event.ts'

/** The hash before the first entry. */
export const AUDIT_START = '0'.repeat(64)

/** Taken for the length of a transaction, so that entries are numbered one after another. */
const CHAIN_LOCK = 0x686f6c64

/** Entries that are written with one statement. */
const BATCH = 500

/**
 * Adds to the audit trail, in the transaction of the change itself: neither is there without the other. Each entry holds
 * the hash of the one before it, so that none can be taken out or altered unseen.
 */
export async function recordAudit(
  { clock }: Pick<Control, 'clock'>,
  transaction: Sql,
  actor: Actor,
  entries: AuditEntry | readonly AuditEntry[],
): Promise<void> {
  const list = 'action' in entries ? [entries] : entries
  if (list.length === 0) return
  await raw`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(transaction)
  const last = await transaction
    .selectFrom('auditEvent')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  let number = last?.number ?? 0
  let previousHash = last?.hash ?? AUDIT_START
  const at = new Date(clock.now())
  const rows: NewRow<'auditEvent'>[] = []
  for (const entry of list) {
    const event: Omit<Row<'auditEvent'>, 'hash'> = {
      number: ++number,
      at,
      actor: auditActor(actor),
      action: entry.action,
      targetKind: entry.target.kind,
      targetId: entry.target.id,
      personId: entry.personId ?? null,
      reason: entry.reason ?? null,
      details: entry.details ?? {},
      privateDetails: entry.privateDetails ?? null,
      previousHash,
    }
    previousHash = auditHash(event)
    rows.push({
      ...event,
      actor: JSON.stringify(event.actor),
      details: JSON.stringify(event.details),
      privateDetails: event.privateDetails && JSON.stringify(event.privateDetails),
      hash: previousHash,
    })
  }
  for (let i = 0; i < rows.length; i += BATCH) {
    await transaction
      .insertInto('auditEvent')
      .values(rows.slice(i, i + BATCH))
      .execute()
  }
}

/** SHA-256 over an entry and the hash before it, in hexadecimal. */
export function auditHash(event: Omit<Row<'auditEvent'>, 'hash'>): string {
  const { number, at, actor, action, targetKind, targetId, personId, reason, details, previousHash } = event
  const text = canonical([
    number,
    at.toISOString(),
    actor,
    action,
    targetKind,
    targetId,
    personId,
    reason,
    details,
    event.privateDetails,
    previousHash,
  ])
  return createHash('sha256').update(text).digest('hex')
}

function auditActor({ kind, id, name, role, address }: Actor): AuditActor {
  return { kind, id, name, ...(role && { role }), ...(address && { address }) }
}

/** JSON with the keys in order: the database keeps its own order of them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
}
