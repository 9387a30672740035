import { type Actor, systemActor } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import { profileErrors } from './errors.ts'
import { lockProfile } from './load-profile.ts'
import type { Profile } from './profile.ts'

/**
 * For whoever puts people into a profile, in the same transaction and before it: the profile is there and has room for
 * so many more. It stays locked to the end of the transaction, so that it cannot be deleted or filled meanwhile.
 * Raises HF_NOT_FOUND, HF_PROFILE_FULL.
 */
export async function requireRoom(
  transaction: Sql,
  profileId: string,
  { more = 1, actor = systemActor('people') }: { readonly more?: number; readonly actor?: Actor } = {},
): Promise<Profile> {
  const profile = await lockProfile(transaction, actor, profileId)
  const { name, maxPeople } = profile
  if (maxPeople === 0) return profile
  const { n } = await transaction
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('profileId', '=', profileId)
    .where('state', '<>', 'deleted')
    .executeTakeFirstOrThrow()
  if (n + more > maxPeople) throw profileErrors.HF_PROFILE_FULL({ name, maxPeople })
  return profile
}
