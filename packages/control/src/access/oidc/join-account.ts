import { recordAudit } from '../../audit/record-audit.ts'
import { type Control, now } from '../../control.ts'
import type { Sql } from '../../database/database.ts'
import { actorFor, usableAccount } from '../usable-account.ts'
import type { Found } from './oidc-account.ts'
import type { Identity } from './oidc-identity.ts'

/**
 * Lets whoever is signed in with a password do so with the organisation, too. The account keeps its role. An identity
 * opens one account only.
 */
export async function joinAccount(
  control: Control,
  transaction: Sql,
  { issuer, subject }: Identity,
  id: string,
  address: string,
): Promise<Found> {
  const usable = await usableAccount(transaction, id, { lock: true })
  if (usable === undefined) return { refused: 'your account is not active' }
  if (usable.account.passwordHash === null) return { refused: 'your account is of the organisation already' }
  const other = await transaction
    .selectFrom('account')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other !== undefined) return { refused: 'another account is joined with you already' }
  await transaction
    .updateTable('account')
    .set({ issuer, subject, updatedAt: now(control) })
    .where('id', '=', id)
    .execute()
  await recordAudit(control, transaction, actorFor(usable, { address }), {
    action: 'account.joined',
    target: { kind: 'account', id },
    ...(usable.account.personId && { personId: usable.account.personId }),
    details: { issuer },
  })
  return { id }
}
