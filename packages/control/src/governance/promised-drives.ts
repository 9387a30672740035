import { sql as raw, type SqlBool } from 'kysely'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'

/**
 * OneDrives that a profile promises backups of, with their people and profiles: switched on, of active people, where there is
 * a OneDrive at all. Only those that the actor may know of.
 */
export function promisedDrives(sql: Sql, actor: Actor) {
  return sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where(raw<SqlBool>`coalesce((profile.settings->'backup'->>'enabled')::boolean, true)`)
    .where(raw<SqlBool>`onedrive.last_error_code is distinct from 'HF_NO_DRIVE'`)
    .where(visiblePeople(actor))
}
