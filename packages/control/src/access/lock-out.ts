import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { type Actor, systemActor } from './actor.ts'

/** Why somebody did not get in. It is told to the audit trail only. */
export type Failure = 'unknown' | 'unusable' | 'locked' | 'password' | 'code'

const FREE_FAILURES = 10
const LONGEST_MINUTES = 60

/** Minutes that an account is locked for after so many failures in a row: 1 after ten, then twice as long each time, up to 60. */
export function lockMinutes(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_MINUTES)
}

export function isLocked({ clock }: Pick<Control, 'clock'>, account: Row<'account'>): boolean {
  return account.lockedUntil !== null && account.lockedUntil.getTime() > clock.now()
}

/** Whoever tries to sign in, before it is known who it is. */
export function strangerAt(address: string): Actor {
  return { ...systemActor('sign-in'), address }
}

/**
 * Writes down that somebody did not get in: counted against the account, where there is one and it is not locked already.
 * Tells whether the account is locked now. Hold the account's row in this transaction, and do nothing after this in it.
 */
export async function recordFailure(
  control: Control,
  transaction: Sql,
  account: Row<'account'> | undefined,
  reason: Failure,
  address: string,
): Promise<boolean> {
  const counts = account !== undefined && (reason === 'password' || reason === 'code')
  const failures = (account?.failedAttempts ?? 0) + 1
  const minutes = counts ? lockMinutes(failures) : 0
  if (counts) {
    await transaction
      .updateTable('account')
      .set({
        failedAttempts: failures,
        ...(minutes > 0 && { lockedUntil: new Date(control.clock.now() + minutes * 60_000) }),
        updatedAt: now(control),
      })
      .where('id', '=', account.id)
      .execute()
  }
  const target = { kind: 'account', id: account?.id ?? 'unknown' }
  const actor = strangerAt(address)
  const concerns = account?.personId ? { personId: account.personId } : {}
  await recordAudit(control, transaction, actor, {
    action: 'sign-in.failed',
    target,
    ...concerns,
    details: { reason, ...(counts && { failures }) },
  })
  if (minutes === 0) return reason === 'locked'
  await recordAudit(control, transaction, actor, {
    action: 'account.locked',
    target,
    ...concerns,
    details: { minutes, failures },
  })
  return true
}
