import { z } from 'zod'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import { completeSignIn, type SignIn } from './complete-sign-in.ts'
import { accessErrors } from './errors.ts'
import { isLocked, recordFailure } from './lock-out.ts'
import { plainText } from './plain-text.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { sessionOf } from './session.ts'
import { matchingStep } from './totp.ts'

/** What the secrets of authenticator apps are sealed for. */
export const TOTP_PURPOSE = 'totp'

export const codeInput = z.strictObject({ code: plainText(40).min(6) })

/**
 * Gives the code of the authenticator app, or a recovery code, for a session of stage `second-factor`: it ends, and a full
 * one begins under another token. Raises HF_NOT_SIGNED_IN, HF_SECOND_FACTOR_NEEDED (none set up yet), HF_CODE_WRONG.
 */
export async function giveSecondFactor(
  control: SecretControl,
  token: string,
  code: string,
  address: string,
): Promise<SignIn> {
  const signIn = await control.sql.transaction().execute(async (transaction) => {
    const open = await sessionOf(control, transaction, token, { lock: true })
    if (open.session.stage === 'full') throw accessErrors.HF_NOT_SIGNED_IN()
    if (open.account.totpSecret === null) throw accessErrors.HF_SECOND_FACTOR_NEEDED()
    const method = await proveSecondFactor(control, transaction, open.account, code, address)
    if (method === undefined) return undefined
    await transaction.deleteFrom('session').where('id', '=', open.session.id).execute()
    return await completeSignIn(control, transaction, open, { method, address })
  })
  if (signIn === undefined) throw accessErrors.HF_CODE_WRONG()
  return signIn
}

/**
 * Takes a code of the app or a recovery code, neither of which is good a second time. Undefined when it is wrong: that is
 * counted and recorded, so let the transaction hold and raise HF_CODE_WRONG after it. Hold the account's row.
 */
export async function proveSecondFactor(
  control: SecretControl,
  transaction: Sql,
  account: Row<'account'>,
  code: string,
  address: string,
): Promise<'code' | 'recovery-code' | undefined> {
  if (isLocked(control, account)) {
    await recordFailure(control, transaction, account, 'locked', address)
    return undefined
  }
  const secret = control.secrets.open(TOTP_PURPOSE, account.id, account.totpSecret ?? '')
  const step = matchingStep(secret, code, control.clock.now(), account.totpLastStep)
  if (step !== undefined) {
    await transaction
      .updateTable('account')
      .set({ totpLastStep: step })
      .where('id', '=', account.id)
      .execute()
    return 'code'
  }
  if (await takeRecoveryCode(transaction, account.id, code)) return 'recovery-code'
  await recordFailure(control, transaction, account, 'code', address)
  return undefined
}
