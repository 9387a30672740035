import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

/** Ends every way in that an account has open: its sessions, its links, and the tokens that were made with it. */
export async function endAccess(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  accountId: string,
): Promise<void> {
  await transaction.deleteFrom('session').where('accountId', '=', accountId).execute()
  await transaction.deleteFrom('signInLink').where('accountId', '=', accountId).execute()
  await transaction
    .updateTable('apiToken')
    .set({ revokedAt: now(control) })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .execute()
}
