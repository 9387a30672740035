import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import {
  holdAccount,
  keepAnAdministrator,
  requireAccountAdministration,
  requireMayGive,
  requireOther,
} from './account-administration.ts'
import type { Actor } from './actor.ts'

/** Deletes an account with its sessions and tokens. Raises as `changeAccount` does. */
export async function deleteAccount(
  control: Control,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  requireAccountAdministration(actor)
  requireOther(actor, id, 'deletion')
  await control.sql.transaction().execute(async (transaction) => {
    await keepAnAdministrator(transaction, id)
    const { role, email, personId } = await holdAccount(transaction, id, version)
    requireMayGive(actor, role)
    await transaction.deleteFrom('account').where('id', '=', id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'account.deleted',
      target: { kind: 'account', id },
      ...(personId && { personId }),
      details: { role, email },
    })
  })
}
