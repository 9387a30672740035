import type { Sql } from '../database/database.ts'
import { AUDIT_START, auditHash } from './record-audit.ts'

/** The end of the chain at some time: kept elsewhere, it proves later that nothing up to there was altered or cut off. */
export interface AuditHead {
  readonly entries: number
  /** Hash of the last entry. */
  readonly head: string
}

export interface AuditVerification extends AuditHead {
  /**
   * The first entry that is not as it was written, or does not follow the one before it; with a known head, the entry of
   * that number when it is not there or not the one that was known.
   */
  readonly brokenAt?: number
}

const PAGE = 1_000
const START: AuditHead = { entries: 0, head: AUDIT_START }

/**
 * Walks the whole chain of the audit trail. With `known`, a head that an earlier walk gave, the chain must also lead through
 * it; with `since`, it must hold that head and is walked from there only, which takes what was verified then as it is.
 */
export async function verifyAudit(
  sql: Sql,
  { known, since }: { known?: AuditHead; since?: AuditHead } = {},
): Promise<AuditVerification> {
  for (const head of [known, since]) {
    if (head !== undefined && !(await isThere(sql, head))) return { ...START, brokenAt: head.entries }
  }
  let { entries, head } = since ?? START
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

/** An entry whose own hash does not hold is found by the walk; here its place in the chain is looked at. */
async function isThere(sql: Sql, { entries, head }: AuditHead): Promise<boolean> {
  if (entries === 0) return head === AUDIT_START
  const entry = await sql
    .selectFrom('auditEvent')
    .selectAll()
    .where('number', '=', entries)
    .executeTakeFirst()
  if (entry === undefined) return false
  const { hash, ...event } = entry
  return hash === head && auditHash(event) === head
}
