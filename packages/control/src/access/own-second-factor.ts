import { recordAudit } from '../audit/record-audit.ts'
import { now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import type { Actor } from './actor.ts'
import { toBase32 } from './base32.ts'
import { completeSignIn, type SignIn } from './complete-sign-in.ts'
import { accessErrors } from './errors.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { proveSecondFactor, TOTP_PURPOSE } from './second-factor.ts'
import { type OpenSession, sessionOfActor } from './session.ts'
import { matchingStep, totpUri } from './totp.ts'

const SECRET_BYTES = 20

export interface SecondFactorSetUp {
  /** In base32, for typing it in. */
  readonly secret: string
  /** `otpauth://…`, for the QR code. */
  readonly uri: string
}

/**
 * Begins to set an authenticator app up. It counts once `confirmSecondFactor` had a code of it; until then one that is
 * there stays. `code`: of the one that is replaced. Raises HF_SESSION_NEEDED, HF_CODE_WRONG, HF_SECOND_FACTOR_NEEDED
 * (who has a second factor does not get around it this way).
 */
export async function beginSecondFactor(
  control: SecretControl,
  actor: Actor,
  code?: string,
): Promise<SecondFactorSetUp> {
  return await withProof(control, actor, code, async (transaction, { account }) => {
    const secret = toBase32(control.random.bytes(SECRET_BYTES))
    await transaction
      .updateTable('account')
      .set({ totpPending: control.secrets.seal(TOTP_PURPOSE, account.id, secret) })
      .where('id', '=', account.id)
      .execute()
    return { secret, uri: totpUri(secret, account.email) }
  })
}

export interface ConfirmedSecondFactor {
  /** Shown once. */
  readonly recoveryCodes: readonly string[]
  /** Where this was what signing in waited for: the full session. */
  readonly signIn?: SignIn
}

/** Ends the set-up with a code of the new app, and all other sessions. Raises HF_SESSION_NEEDED, HF_CODE_WRONG. */
export async function confirmSecondFactor(
  control: SecretControl,
  actor: Actor,
  code: string,
): Promise<ConfirmedSecondFactor> {
  return await control.sql.transaction().execute(async (transaction) => {
    const open = await sessionOfActor(control, transaction, actor, { signingIn: true })
    const { account, session } = open
    if (session.stage === 'second-factor' && account.totpSecret !== null) {
      throw accessErrors.HF_SECOND_FACTOR_NEEDED()
    }
    const secret = account.totpPending && control.secrets.open(TOTP_PURPOSE, account.id, account.totpPending)
    const step = secret ? matchingStep(secret, code, control.clock.now(), null) : undefined
    if (step === undefined) throw accessErrors.HF_CODE_WRONG()
    await transaction
      .updateTable('account')
      .set({
        totpSecret: account.totpPending,
        totpPending: null,
        totpLastStep: step,
        updatedAt: now(control),
      })
      .where('id', '=', account.id)
      .execute()
    const recoveryCodes = await replaceRecoveryCodes(control, transaction, account.id)
    await transaction
      .deleteFrom('session')
      .where('accountId', '=', account.id)
      .$if(session.stage === 'full', (query) => query.where('id', '!=', session.id))
      .execute()
    await record(control, transaction, actor, 'account.second-factor-set')
    if (session.stage === 'full') return { recoveryCodes }
    const by = { method: 'set-up', address: actor.address ?? session.address } as const
    return { recoveryCodes, signIn: await completeSignIn(control, transaction, open, by) }
  })
}

/** Raises HF_SESSION_NEEDED, HF_CODE_WRONG, HF_SECOND_FACTOR_ASKED (the role must have one). */
export async function removeOwnSecondFactor(
  control: SecretControl,
  actor: Actor,
  code: string,
): Promise<void> {
  await withProof(control, actor, code, async (transaction, { account, settings }) => {
    if (settings.secondFactorFor.includes(account.role)) {
      throw accessErrors.HF_SECOND_FACTOR_ASKED({ role: account.role })
    }
    await removeSecondFactor(transaction, account.id)
    await record(control, transaction, actor, 'account.second-factor-removed')
  })
}

/** Ten new recovery codes in the place of all before them. Raises HF_SESSION_NEEDED, HF_CODE_WRONG. */
export async function newRecoveryCodes(
  control: SecretControl,
  actor: Actor,
  code: string,
): Promise<readonly string[]> {
  return await withProof(control, actor, code, async (transaction, { account }) => {
    if (account.totpSecret === null) throw accessErrors.HF_CODE_WRONG()
    const codes = await replaceRecoveryCodes(control, transaction, account.id)
    await record(control, transaction, actor, 'account.recovery-codes-made')
    return codes
  })
}

/** Takes the app and the recovery codes away, in a transaction of the caller. */
export async function removeSecondFactor(transaction: Sql, id: string): Promise<void> {
  await transaction
    .updateTable('account')
    .set({ totpSecret: null, totpPending: null, totpLastStep: null })
    .where('id', '=', id)
    .execute()
  await transaction.deleteFrom('recoveryCode').where('accountId', '=', id).execute()
}

/** Does the work for whoever proves the second factor that is there; a wrong code is counted as in signing in. */
async function withProof<Result>(
  control: SecretControl,
  actor: Actor,
  code: string | undefined,
  work: (transaction: Sql, open: OpenSession) => Promise<Result>,
): Promise<Result> {
  const done = await control.sql.transaction().execute(async (transaction) => {
    const open = await sessionOfActor(control, transaction, actor, { signingIn: true })
    const { account, session } = open
    if (account.totpSecret !== null) {
      if (session.stage !== 'full') throw accessErrors.HF_SECOND_FACTOR_NEEDED()
      if (code === undefined) throw accessErrors.HF_CODE_WRONG()
      const address = actor.address ?? session.address
      if (!(await proveSecondFactor(control, transaction, account, code, address))) return undefined
    }
    return { result: await work(transaction, open) }
  })
  if (done === undefined) throw accessErrors.HF_CODE_WRONG()
  return done.result
}

async function record(control: SecretControl, transaction: Sql, actor: Actor, action: string): Promise<void> {
  await recordAudit(control, transaction, actor, { action, target: { kind: 'account', id: actor.id } })
}
