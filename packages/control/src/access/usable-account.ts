import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import type { Actor } from './actor.ts'
import { type Permission, ROLES, type Role } from './roles.ts'
import { type SignInSettings, signInSetting, signInSettings } from './sign-in-settings.ts'

export interface UsableAccount {
  readonly account: Row<'account'> & { readonly role: Role }
  readonly settings: SignInSettings
}

/**
 * The account, where it may be used right now: active, and a person's own only while the person is active and the profile
 * lets people sign in. In a transaction, `lock` holds it against whoever else would change it.
 */
export async function usableAccount(
  sql: Sql,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<UsableAccount | undefined> {
  const row = await sql
    .selectFrom('account')
    .leftJoin('person', 'person.id', 'account.personId')
    .leftJoin('profile', 'profile.id', 'person.profileId')
    .leftJoin('setting', (join) => join.on('setting.key', '=', signInSetting.key))
    .selectAll('account')
    .select(['person.state as personState', 'profile.settings as profileSettings', 'setting.value as signIn'])
    .where('account.id', '=', id)
    .$if(lock, (query) => query.forUpdate('account'))
    .executeTakeFirst()
  if (row === undefined || row.state !== 'active' || !isRole(row.role)) return undefined
  const { personState, profileSettings, signIn, ...account } = row
  const mayUse =
    row.role !== 'person' || (personState === 'active' && profileSettings?.selfService.signIn === true)
  if (!mayUse) return undefined
  return { account: { ...account, role: row.role }, settings: signInSettings.parse(signIn ?? {}) }
}

/** Who acts with this account: in a session, or by a token with its scopes. */
export function actorFor(
  { account }: UsableAccount,
  by: { sessionId?: string; scopes?: readonly Permission[]; address?: string | undefined },
): Actor {
  const { id, name, role, profiles, personId } = account
  return {
    kind: 'account',
    id,
    name,
    role,
    ...(profiles && { profiles }),
    ...(personId && { personId }),
    ...(by.sessionId !== undefined && { sessionId: by.sessionId }),
    ...(by.scopes && { scopes: by.scopes }),
    ...(by.address !== undefined && { address: by.address }),
  }
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role)
}
