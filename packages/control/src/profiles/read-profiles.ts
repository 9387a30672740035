import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { type Profile, toProfile, visibleProfiles } from './profile.ts'

export interface ProfileWithPeople extends Profile {
  readonly people: { readonly active: number; readonly preserved: number }
}

/** Profiles that the actor may see, Default first, then by name; deleted ones instead when asked. Raises HF_FORBIDDEN. */
export async function listProfiles(
  { sql }: Control,
  actor: Actor,
  { deleted = false }: { readonly deleted?: boolean | undefined } = {},
): Promise<ProfileWithPeople[]> {
  requirePermission(actor, 'profiles:read')
  const rows = await withPeople(sql, actor)
    .where('deletedAt', deleted ? 'is not' : 'is', null)
    .orderBy('isDefault', 'desc')
    .orderBy((query) => query.fn<string>('lower', ['name']))
    .execute()
  return rows.map(toProfileWithPeople)
}

/** One profile, also a deleted one. Raises HF_FORBIDDEN, HF_NOT_FOUND. */
export async function readProfile({ sql }: Control, actor: Actor, id: string): Promise<ProfileWithPeople> {
  requirePermission(actor, 'profiles:read')
  const row = await withPeople(sql, actor).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'profile', id })
  return toProfileWithPeople(row)
}

type RowWithPeople = Awaited<ReturnType<ReturnType<typeof withPeople>['executeTakeFirstOrThrow']>>

function withPeople(sql: Sql, actor: Actor) {
  return sql
    .selectFrom('profile')
    .selectAll()
    .select(({ selectFrom }) => {
      const people = (state: 'active' | 'preserved') =>
        selectFrom('person')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .whereRef('person.profileId', '=', 'profile.id')
          .where('person.state', '=', state)
      return [people('active').as('active'), people('preserved').as('preserved')]
    })
    .where(visibleProfiles(actor))
}

function toProfileWithPeople({ active, preserved, ...row }: RowWithPeople): ProfileWithPeople {
  return { ...toProfile(row), people: { active: active ?? 0, preserved: preserved ?? 0 } }
}
