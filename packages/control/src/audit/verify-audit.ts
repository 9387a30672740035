import type { Sql } from '../database/database.ts'
import { AUDIT_START, auditHash } from './record-audit.ts'

export interface AuditVerification {
  readonly entries: number
  /** Hash of the last entry: kept elsewhere, it proves later that nothing was cut off the end. */
  readonly head: string
  /** The first entry that is not as it was written, or does not follow the one before it. */
  readonly brokenAt?: number
}

const PAGE = 1_000

/** Walks the whole chain of the audit trail. */
export async function verifyAudit(sql: Sql): Promise<AuditVerification> {
  let entries = 0
  let head = AUDIT_START
  for (;;) {
    const page = await sql
      .selectFrom('auditEvent')
      .selectAll()
      .where('number', '>', entries)
      .orderBy('number')
      .limit(PAGE)
      .execute()
    for (const { hash, ...event } of page) {
      const follows = event.number === entries + 1 && event.previousHash === head
      if (!follows || auditHash(event) !== hash) return { entries, head, brokenAt: event.number }
      entries = event.number
      head = hash
    }
    if (page.length < PAGE) return { entries, head }
  }
}
