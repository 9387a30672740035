import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import type { Actor } from './actor.ts'
import { accessErrors } from './errors.ts'
import { hashOfToken, newToken } from './secret-token.ts'
import { sessionSpan } from './sign-in-settings.ts'
import { type UsableAccount, usableAccount } from './usable-account.ts'

/** Time to give the second factor, or to set it up. */
const SECOND_FACTOR_MS = 10 * 60_000
/** The last use of a session or token is written down at most so often. */
export const SEEN_EVERY_MS = 60_000

export interface OpenSession extends UsableAccount {
  readonly session: Row<'session'>
}

/** Opens a session; only the hash of its token is kept. */
export async function openSession(
  control: Control,
  transaction: Sql,
  { account, settings }: UsableAccount,
  stage: 'second-factor' | 'full',
  address: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken(control)
  const { longestMs } = sessionSpan(settings, account.role)
  const expiresAt = new Date(control.clock.now() + (stage === 'full' ? longestMs : SECOND_FACTOR_MS))
  await transaction
    .insertInto('session')
    .values({
      id: newId(control),
      tokenHash: hashOfToken(token),
      accountId: account.id,
      stage,
      address,
      createdAt: now(control),
      seenAt: now(control),
      expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** The session of a token, of either stage. Raises HF_NOT_SIGNED_IN. */
export async function sessionOf(
  control: Pick<Control, 'clock'>,
  sql: Sql,
  token: string,
  options: { lock?: boolean } = {},
): Promise<OpenSession> {
  const session = await sql
    .selectFrom('session')
    .selectAll()
    .where('tokenHash', '=', hashOfToken(token))
    .executeTakeFirst()
  if (session === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
  return await usableSession(control, sql, session, options)
}

/**
 * The session that an actor acts in, with the account's row held; of stage `second-factor` only where that is said.
 * Raises HF_SESSION_NEEDED (by a token), HF_SECOND_FACTOR_NEEDED, HF_NOT_SIGNED_IN.
 */
export async function sessionOfActor(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  actor: Actor,
  { signingIn = false }: { signingIn?: boolean } = {},
): Promise<OpenSession> {
  if (actor.sessionId === undefined) throw accessErrors.HF_SESSION_NEEDED()
  const session = await transaction
    .selectFrom('session')
    .selectAll()
    .where('id', '=', actor.sessionId)
    .where('accountId', '=', actor.id)
    .executeTakeFirst()
  if (session === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
  if (session.stage !== 'full' && !signingIn) throw accessErrors.HF_SECOND_FACTOR_NEEDED()
  return await usableSession(control, transaction, session, { lock: true })
}

/**
 * The id of the session that an actor acts in. Raises HF_SESSION_NEEDED for whoever acts by a token, or is no account;
 * HF_SECOND_FACTOR_NEEDED for whoever has not signed in yet.
 */
export function requireSession(actor: Actor): string {
  if (actor.sessionId === undefined) throw accessErrors.HF_SESSION_NEEDED()
  if (actor.role === undefined) throw accessErrors.HF_SECOND_FACTOR_NEEDED()
  return actor.sessionId
}

async function usableSession(
  { clock }: Pick<Control, 'clock'>,
  sql: Sql,
  session: Row<'session'>,
  options: { lock?: boolean },
): Promise<OpenSession> {
  const usable = await usableAccount(sql, session.accountId, options)
  if (usable === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
  const { idleMs, longestMs } = sessionSpan(usable.settings, usable.account.role)
  const ends = Math.min(
    session.expiresAt.getTime(),
    session.createdAt.getTime() + longestMs,
    session.seenAt.getTime() + idleMs,
  )
  if (clock.now() >= ends) throw accessErrors.HF_NOT_SIGNED_IN()
  return { ...usable, session }
}
