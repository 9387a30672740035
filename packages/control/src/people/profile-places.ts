import type { Actor } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { peopleErrors } from './errors.ts'

export type LockedProfile = Pick<Row<'profile'>, 'id' | 'name' | 'maxPeople' | 'settings'>

/** A profile that an actor may put people into, kept from changing until the transaction ends. Raises HF_NOT_FOUND. */
export async function lockProfile(transaction: Sql, actor: Actor, id: string): Promise<LockedProfile> {
  const profile = await transaction
    .selectFrom('profile')
    .select(['id', 'name', 'maxPeople', 'settings'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const outside = actor.kind === 'account' && actor.profiles !== undefined && !actor.profiles.includes(id)
  if (!profile || outside) throw controlErrors.HF_NOT_FOUND({ what: 'profile', id })
  return profile
}

/** The profile that people come to when nothing else is said. Raises HF_NOT_FOUND. */
export async function lockDefaultProfile(transaction: Sql, actor: Actor): Promise<LockedProfile> {
  const profile = await transaction
    .selectFrom('profile')
    .select('id')
    .where('isDefault', '=', true)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (!profile) throw controlErrors.HF_NOT_FOUND({ what: 'profile', id: 'Default' })
  return await lockProfile(transaction, actor, profile.id)
}

/**
 * Refuses more active people than a profile takes; `more` is how many are about to come. Preserved people take no place.
 * The lock of people (see `lockPeople`) is held. Raises HF_PROFILE_FULL.
 */
export async function requirePlaces(transaction: Sql, profile: LockedProfile, more: number): Promise<void> {
  if (profile.maxPeople === 0 || more === 0) return
  const { people } = await transaction
    .selectFrom('person')
    .select((query) => query.fn.countAll<number>().as('people'))
    .where('profileId', '=', profile.id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  if (people + more <= profile.maxPeople) return
  throw peopleErrors.HF_PROFILE_FULL({ profile: profile.name, maxPeople: profile.maxPeople, people })
}
