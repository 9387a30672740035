import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { completeSignIn, type SignIn } from './complete-sign-in.ts'
import { accessErrors } from './errors.ts'
import { type Failure, isLocked, recordFailure } from './lock-out.ts'
import { hashPassword, isOutdated, isPassword } from './password-hash.ts'
import { plainText } from './plain-text.ts'
import { openSession } from './session.ts'
import { actorFor, type UsableAccount, usableAccount } from './usable-account.ts'

export const signInInput = z.strictObject({
  email: plainText(320).min(1),
  password: z.string().min(1).max(1_024),
})

export type SignInInput = z.infer<typeof signInInput>

/**
 * Signs in with a password. Where there is a second factor, or the role asks for one, the session is of that stage until
 * it is given. An unknown account fails as a wrong password does, in the same time. Raises HF_SIGN_IN_FAILED.
 */
export async function signIn(control: Control, input: SignInInput, address: string): Promise<SignIn> {
  const found = await control.sql
    .selectFrom('account')
    .selectAll()
    .where((query) => query(query.fn<string>('lower', ['email']), '=', input.email.toLowerCase()))
    .executeTakeFirst()
  const hashed = found?.passwordHash ?? ''
  const fits = await isPassword(input.password, found?.passwordHash)
  const better = fits && isOutdated(hashed) ? await hashPassword(control, input.password) : undefined
  const session = await control.sql.transaction().execute(async (transaction) => {
    const usable = found && (await usableAccount(transaction, found.id, { lock: true }))
    // Decided with the row held: guesses that came in together are counted one after another.
    const isRight = fits && usable?.account.passwordHash === hashed
    const failure = failureOf(control, found, usable, isRight)
    if (usable !== undefined && failure === undefined) {
      if (better !== undefined) await setHash(transaction, usable.account.id, better)
      return await begin(control, transaction, usable, address)
    }
    await recordFailure(control, transaction, usable?.account ?? found, failure ?? 'unusable', address)
    return undefined
  })
  if (session === undefined) throw accessErrors.HF_SIGN_IN_FAILED()
  return session
}

function failureOf(
  control: Control,
  found: Row<'account'> | undefined,
  usable: UsableAccount | undefined,
  isRight: boolean,
): Failure | undefined {
  if (found === undefined) return 'unknown'
  if (usable === undefined) return 'unusable'
  if (isLocked(control, usable.account)) return 'locked'
  return isRight ? undefined : 'password'
}

async function begin(
  control: Control,
  transaction: Sql,
  usable: UsableAccount,
  address: string,
): Promise<SignIn> {
  const { account, settings } = usable
  const hasSecondFactor = account.totpSecret !== null
  if (!hasSecondFactor && !settings.secondFactorFor.includes(account.role)) {
    return await completeSignIn(control, transaction, usable, { method: 'password', address })
  }
  const session = await openSession(control, transaction, usable, 'second-factor', address)
  await recordAudit(control, transaction, actorFor(usable, { address }), {
    action: 'sign-in.begun',
    target: { kind: 'account', id: account.id },
    ...(account.personId && { personId: account.personId }),
  })
  return {
    ...session,
    accountId: account.id,
    stage: 'second-factor',
    needs: hasSecondFactor ? 'code' : 'set-up',
    newPlace: false,
  }
}

async function setHash(transaction: Sql, id: string, passwordHash: string): Promise<void> {
  await transaction.updateTable('account').set({ passwordHash }).where('id', '=', id).execute()
}
