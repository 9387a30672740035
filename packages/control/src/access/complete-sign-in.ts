import { raiseAlert } from '../alerts/raise-alert.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { networkOf } from './network.ts'
import { openSession } from './session.ts'
import { actorFor, type UsableAccount } from './usable-account.ts'

/** What signing in gives. The token is for the caller's cookie, and is nowhere else. */
export interface SignIn {
  readonly token: string
  readonly expiresAt: Date
  readonly accountId: string
  /** `second-factor`: the token is good for giving the code only, or for setting the app up. */
  readonly stage: 'second-factor' | 'full'
  readonly needs?: 'code' | 'set-up'
  /** Signed in from a network that this account was never seen in. */
  readonly newPlace: boolean
}

/** Opens the full session, once everything asked for was given. Do nothing after this in the transaction. */
export async function completeSignIn(
  control: Control,
  transaction: Sql,
  usable: UsableAccount,
  by: { method: 'password' | 'code' | 'recovery-code' | 'set-up' | 'organisation'; address: string },
): Promise<SignIn> {
  const { account } = usable
  await transaction
    .updateTable('account')
    .set({ failedAttempts: 0, lockedUntil: null, lastSignInAt: now(control) })
    .where('id', '=', account.id)
    .execute()
  const newPlace = await rememberPlace(control, transaction, account.id, by.address)
  const session = await openSession(control, transaction, usable, 'full', by.address)
  await recordAudit(control, transaction, actorFor(usable, { address: by.address }), {
    action: 'sign-in.succeeded',
    target: { kind: 'account', id: account.id },
    ...(account.personId && { personId: account.personId }),
    details: { method: by.method, newPlace },
  })
  if (newPlace) {
    await raiseAlert(control, transaction, {
      kind: 'sign-in-from-new-place',
      subject: `${account.id} ${networkOf(by.address)}`,
      details: { account: account.email, address: by.address },
    })
  }
  return { ...session, accountId: account.id, stage: 'full', newPlace }
}

/** Whether the account has places, and this is none of them. The first one of all is no news. */
async function rememberPlace(
  control: Control,
  transaction: Sql,
  accountId: string,
  address: string,
): Promise<boolean> {
  const network = networkOf(address)
  const places = await transaction
    .selectFrom('knownPlace')
    .select('address')
    .where('accountId', '=', accountId)
    .execute()
  await transaction
    .insertInto('knownPlace')
    .values({ accountId, address: network, seenAt: now(control) })
    .onConflict((conflict) =>
      conflict.columns(['accountId', 'address']).doUpdateSet({ seenAt: now(control) }),
    )
    .execute()
  return places.length > 0 && places.every((place) => place.address !== network)
}
