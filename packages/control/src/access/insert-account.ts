import type { Sql } from '../database/database.ts'
import type { NewRow } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'

/** Adds an account. Raises HF_NAME_TAKEN: an address has one account, whatever it is for. */
export async function insertAccount(transaction: Sql, row: NewRow<'account'>): Promise<void> {
  const inserted = await transaction
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) throw controlErrors.HF_NAME_TAKEN({ what: 'account', name: row.email })
}
