import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import {
  holdAccount,
  requireAccountAdministration,
  requireMayGive,
  requireOther,
} from './account-administration.ts'
import type { Actor } from './actor.ts'
import { removeSecondFactor } from './own-second-factor.ts'

/** Lets an account try to sign in again. Raises HF_FORBIDDEN, HF_NOT_FOUND. */
export async function unlockAccount(control: Control, actor: Actor, id: string): Promise<void> {
  requireAccountAdministration(actor)
  await control.sql.transaction().execute(async (transaction) => {
    await holdAccount(transaction, id)
    await transaction
      .updateTable('account')
      .set({ failedAttempts: 0, lockedUntil: null })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'account.unlocked',
      target: { kind: 'account', id },
    })
  })
}

/**
 * Takes the second factor of somebody who lost it away, and ends the sessions. Raises HF_FORBIDDEN, HF_OWN_ACCOUNT,
 * HF_ROLE_BEYOND, HF_NOT_FOUND.
 */
export async function resetSecondFactor(control: Control, actor: Actor, id: string): Promise<void> {
  requireAccountAdministration(actor)
  requireOther(actor, id, 'reset of the second factor')
  await control.sql.transaction().execute(async (transaction) => {
    const { role } = await holdAccount(transaction, id)
    requireMayGive(actor, role)
    await removeSecondFactor(transaction, id)
    await transaction.deleteFrom('session').where('accountId', '=', id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'account.second-factor-reset',
      target: { kind: 'account', id },
    })
  })
}
