import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import type { Actor } from './actor.ts'
import { hashOfToken } from './secret-token.ts'
import { requireSession } from './session.ts'

export interface OwnSession {
  readonly id: string
  readonly address: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
  /** The one in which the question was asked. */
  readonly isThis: boolean
}

/** The actor's own sessions, the one that was used last first. Raises HF_SESSION_NEEDED. */
export async function listOwnSessions(control: Control, actor: Actor): Promise<readonly OwnSession[]> {
  const current = requireSession(actor)
  const rows = await control.sql
    .selectFrom('session')
    .select(['id', 'address', 'createdAt', 'seenAt', 'expiresAt'])
    .where('accountId', '=', actor.id)
    .where('stage', '=', 'full')
    .where('expiresAt', '>', new Date(control.clock.now()))
    .orderBy('seenAt', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, isThis: row.id === current }))
}

/** Ends one of the actor's own sessions. Raises HF_SESSION_NEEDED, HF_NOT_FOUND. */
export async function revokeOwnSession(control: Control, actor: Actor, id: string): Promise<void> {
  requireSession(actor)
  await control.sql.transaction().execute(async (transaction) => {
    const deleted = await transaction
      .deleteFrom('session')
      .where('accountId', '=', actor.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (deleted.numDeletedRows === 0n) throw controlErrors.HF_NOT_FOUND({ what: 'session', id })
    await recordAudit(control, transaction, actor, {
      action: 'session.revoked',
      target: { kind: 'session', id },
    })
  })
}

/** Ends the session of a token; one that is over already is no error. */
export async function signOut(control: Control, token: string): Promise<void> {
  await control.sql.deleteFrom('session').where('tokenHash', '=', hashOfToken(token)).execute()
}
