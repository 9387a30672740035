import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Actor } from './actor.ts'
import { accessErrors } from './errors.ts'
import { isLocked, recordFailure } from './lock-out.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { checkPassword } from './password-rules.ts'
import { sessionOfActor } from './session.ts'

/** A password that is entered: `checkPassword` says whether it may be one. */
export const newPassword = z.string().min(1).max(1_024)

export const passwordChange = z.strictObject({ current: newPassword, password: newPassword })

export type PasswordChange = z.infer<typeof passwordChange>

/**
 * Changes the actor's own password, and ends all other sessions. A wrong current one counts as a failure to sign in.
 * Raises HF_SESSION_NEEDED, HF_NOT_SIGNED_IN, HF_SIGN_IN_FAILED (the current one is wrong), HF_PASSWORD_REFUSED.
 */
export async function changeOwnPassword(
  control: Control,
  actor: Actor,
  { current, password }: PasswordChange,
): Promise<void> {
  const before = await control.sql.transaction().execute(async (transaction) => {
    const { account } = await sessionOfActor(control, transaction, actor)
    return account
  })
  checkPassword(password, before.email)
  const fits = await isPassword(current, before.passwordHash)
  const passwordHash = await hashPassword(control, password)
  const isDone = await control.sql.transaction().execute(async (transaction) => {
    const { account, session } = await sessionOfActor(control, transaction, actor)
    const failure = isLocked(control, account) ? 'locked' : fits ? undefined : 'password'
    if (failure !== undefined || account.passwordHash !== before.passwordHash) {
      const address = actor.address ?? session.address
      await recordFailure(control, transaction, account, failure ?? 'password', address)
      return false
    }
    await transaction
      .updateTable('account')
      .set({ passwordHash, updatedAt: now(control) })
      .where('id', '=', account.id)
      .execute()
    await transaction
      .deleteFrom('session')
      .where('accountId', '=', account.id)
      .where('id', '!=', session.id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'account.password-changed',
      target: { kind: 'account', id: account.id },
    })
    return true
  })
  if (!isDone) throw accessErrors.HF_SIGN_IN_FAILED()
}
