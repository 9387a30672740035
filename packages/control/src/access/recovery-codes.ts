import { createHash } from 'node:crypto'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { toBase32 } from './base32.ts'

const COUNT = 10
/** 80 bits, 16 letters and digits: too many to be guessed from a hash. */
const BYTES = 10

/** Ten new codes in the place of all before them. They are shown once; only hashes are kept. */
export async function replaceRecoveryCodes(
  { random }: Pick<Control, 'random'>,
  transaction: Sql,
  accountId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: COUNT }, () => toBase32(random.bytes(BYTES)))
  await transaction.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
  await transaction
    .insertInto('recoveryCode')
    .values(codes.map((code) => ({ accountId, codeHash: hashOf(accountId, code) })))
    .execute()
  return codes.map((code) => code.match(/.{4}/g)?.join('-').toLowerCase() ?? code)
}

/** Whether it was one of the account's codes. It is none from now on. */
export async function takeRecoveryCode(transaction: Sql, accountId: string, code: string): Promise<boolean> {
  const plain = code.toUpperCase().replace(/[^A-Z2-7]/g, '')
  const taken = await transaction
    .deleteFrom('recoveryCode')
    .where('accountId', '=', accountId)
    .where('codeHash', '=', hashOf(accountId, plain))
    .executeTakeFirst()
  return taken.numDeletedRows > 0n
}

function hashOf(accountId: string, code: string): string {
  return createHash('sha256').update(`${accountId} ${code}`).digest('hex')
}
