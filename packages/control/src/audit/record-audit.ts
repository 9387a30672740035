import { createHash } from 'node:crypto'
import { sql as raw } from 'kysely'
import type { Actor, AuditActor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { NewRow, Row } from '../database/tables.ts'
import { EVENT_SEVERITY } from '../events/event-severity.ts'
import { eventRow } from '../events/record-event.ts'
import type { AuditEntry } from './audit-event.ts'

/** The hash before the first entry. */
export const AUDIT_START = '0'.repeat(64)

/** Taken for the length of a transaction, so that entries are numbered one after another. */
const CHAIN_LOCK = 0x686f6c64

/** Entries that are written with one statement. */
const BATCH = 500

/**
 * Adds to the audit trail, in the transaction of the change itself: neither is there without the other. Each entry holds
 * the hash of the one before it, so that none can be taken out or altered unseen. The same statement writes the event of
 * it, without the private details.
 */
export async function recordAudit(
  control: Pick<Control, 'clock'>,
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
  const at = new Date(control.clock.now())
  const rows: { entry: NewRow<'auditEvent'>; event: NewRow<'event'> }[] = []
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
      event: auditEventRow(control, event),
      entry: {
        ...event,
        actor: JSON.stringify(event.actor),
        details: JSON.stringify(event.details),
        privateDetails: event.privateDetails && JSON.stringify(event.privateDetails),
        hash: previousHash,
      },
    })
  }
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH)
    await transaction
      .with('told', (database) => database.insertInto('event').values(batch.map(({ event }) => event)))
      .insertInto('auditEvent')
      .values(batch.map(({ entry }) => entry))
      .execute()
  }
}

/** An entry as an event. */
function auditEventRow(
  control: Pick<Control, 'clock'>,
  { number, actor, action, targetKind, targetId, personId, reason, details }: Omit<Row<'auditEvent'>, 'hash'>,
): NewRow<'event'> {
  return eventRow(control, {
    category: 'audit',
    type: action,
    severity: EVENT_SEVERITY.notice,
    identity: `${actor.kind}:${actor.id}`,
    details: { auditNumber: number, actor, targetKind, targetId, personId, reason, details },
  })
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
