import type { Actor } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { type Profile, toProfile, visibleProfiles } from './profile.ts'

/** A profile that is not deleted. Raises HF_NOT_FOUND, also where the actor may not see it. */
export async function loadProfile(sql: Sql, actor: Actor, id: string): Promise<Profile> {
  const row = await visible(sql, actor, id).where('deletedAt', 'is', null).executeTakeFirst()
  return found(row && toProfile(row), id)
}

/** The same, locked up to the end of the transaction: nobody changes it, and nobody new comes into it. */
export async function lockProfile(transaction: Sql, actor: Actor, id: string): Promise<Profile> {
  const row = await visible(transaction, actor, id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return found(row && toProfile(row), id)
}

/** A deleted profile that can still be restored, locked. */
export async function lockDeletedProfile(
  transaction: Sql,
  actor: Actor,
  id: string,
  now: Date,
): Promise<Profile> {
  const row = await visible(transaction, actor, id).where('purgeAt', '>', now).forUpdate().executeTakeFirst()
  return found(row && toProfile(row), id, 'deleted profile')
}

function visible(sql: Sql, actor: Actor, id: string) {
  return sql.selectFrom('profile').selectAll().where('id', '=', id).where(visibleProfiles(actor))
}

function found(profile: Profile | undefined, id: string, what = 'profile'): Profile {
  if (profile === undefined) throw controlErrors.HF_NOT_FOUND({ what, id })
  return profile
}
