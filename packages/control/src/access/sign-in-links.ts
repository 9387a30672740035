import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { accessErrors } from './errors.ts'
import { hashOfToken, newToken } from './secret-token.ts'

export type LinkPurpose = Row<'signInLink'>['purpose']

const HOUR = 3_600_000
const LASTS_MS: Readonly<Record<LinkPurpose, number>> = {
  'first-administrator': 24 * HOUR,
  invitation: 7 * 24 * HOUR,
  password: 24 * HOUR,
}

/** A secret for a link that works once. Whoever made it hands it over; only its hash is kept. */
export interface SignInLink {
  readonly token: string
  readonly expiresAt: Date
}

/** Makes a link, in the place of those the account had before. */
export async function makeLink(
  control: Control,
  transaction: Sql,
  purpose: LinkPurpose,
  accountId: string | null,
): Promise<SignInLink> {
  await transaction
    .deleteFrom('signInLink')
    .where('accountId', accountId === null ? 'is' : '=', accountId)
    .execute()
  const token = newToken(control)
  const expiresAt = new Date(control.clock.now() + LASTS_MS[purpose])
  await transaction
    .insertInto('signInLink')
    .values({ tokenHash: hashOfToken(token), purpose, accountId, createdAt: now(control), expiresAt })
    .execute()
  return { token, expiresAt }
}

export interface LinkView {
  readonly purpose: LinkPurpose
  readonly expiresAt: Date
  /** Of the account that it is for; the first administrator has none yet. */
  readonly email?: string
  readonly name?: string
}

/** What a link is for, without using it. Raises HF_LINK_INVALID. */
export async function readLink(control: Control, token: string): Promise<LinkView> {
  const row = await control.sql
    .selectFrom('signInLink')
    .leftJoin('account', 'account.id', 'signInLink.accountId')
    .select(['signInLink.purpose', 'signInLink.expiresAt', 'account.email', 'account.name'])
    .where('signInLink.tokenHash', '=', hashOfToken(token))
    .executeTakeFirst()
  if (row === undefined || row.expiresAt <= now(control)) throw accessErrors.HF_LINK_INVALID()
  const { purpose, expiresAt, email, name } = row
  return { purpose, expiresAt, ...(email && { email }), ...(name && { name }) }
}

/** Uses a link up; gives the account it is for, held. Raises HF_LINK_INVALID. */
export async function useLink(
  control: Control,
  transaction: Sql,
  token: string,
  purpose: LinkPurpose,
): Promise<Row<'account'> | undefined> {
  const tokenHash = hashOfToken(token)
  // The account before the link, as whoever makes another link does.
  const account = await transaction
    .selectFrom('account')
    .selectAll()
    .where((query) =>
      query('id', '=', query.selectFrom('signInLink').select('accountId').where('tokenHash', '=', tokenHash)),
    )
    .forUpdate()
    .executeTakeFirst()
  const used = await transaction
    .deleteFrom('signInLink')
    .where('tokenHash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now(control))
    .returning('accountId')
    .executeTakeFirst()
  if (used === undefined) throw accessErrors.HF_LINK_INVALID()
  return account
}
