import { type Control, now } from '../control.ts'
import type { Actor } from './actor.ts'
import { accessErrors } from './errors.ts'
import { SEEN_EVERY_MS, sessionOf } from './session.ts'
import { actorFor } from './usable-account.ts'

/** Who acts in a session. Raises HF_NOT_SIGNED_IN, HF_SECOND_FACTOR_NEEDED. */
export async function actorOf(control: Control, token: string, address?: string): Promise<Actor> {
  const open = await sessionOf(control, control.sql, token)
  if (open.session.stage !== 'full') throw accessErrors.HF_SECOND_FACTOR_NEEDED()
  if (control.clock.now() - open.session.seenAt.getTime() >= SEEN_EVERY_MS) {
    await control.sql
      .updateTable('session')
      .set({ seenAt: now(control) })
      .where('id', '=', open.session.id)
      .execute()
  }
  return actorFor(open, { sessionId: open.session.id, address })
}

/**
 * Who has begun to sign in, in a session of either stage: has no role, and so may do nothing but what the own second
 * factor needs. Raises HF_NOT_SIGNED_IN.
 */
export async function signingInActorOf(control: Control, token: string, address?: string): Promise<Actor> {
  const { account, session } = await sessionOf(control, control.sql, token)
  const { id, name } = account
  return { kind: 'account', id, name, sessionId: session.id, ...(address !== undefined && { address }) }
}
