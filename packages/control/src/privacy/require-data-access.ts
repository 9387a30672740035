import type { HoldfastError } from '@holdfast/base'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import type { OneDriveState } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { profileSettings } from '../profiles/profile-settings.ts'
import {
  type DataAccess,
  type DataCircumstances,
  type DataDenial,
  type DataPerson,
  type DataProfile,
  type DataUse,
  dataAccess,
} from './data-access.ts'
import { privacyErrors } from './errors.ts'

/** A person with all that decides about access to the data. */
export interface PersonForData {
  readonly person: DataPerson & { readonly displayName: string }
  readonly profile: DataProfile
  /** Undefined while the person has no OneDrive. */
  readonly onedrive: OneDriveState | undefined
}

/** Raises HF_NOT_FOUND for a person that the actor may not know of. */
export async function personForData(sql: Sql, actor: Actor, personId: string): Promise<PersonForData> {
  const [found] = await peopleForData(sql, actor, [personId])
  if (found === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: personId })
  return found
}

/** Those of the people that the actor may know of. */
export async function peopleForData(
  sql: Sql,
  actor: Actor,
  personIds: readonly string[],
): Promise<PersonForData[]> {
  if (personIds.length === 0) return []
  const rows = await sql
    .selectFrom('person')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .leftJoin('onedrive', 'onedrive.personId', 'person.id')
    .select(['person.id', 'person.profileId', 'person.state', 'person.adminAccess', 'person.displayName'])
    .select(['profile.settings', 'onedrive.state as onedrive'])
    .where('person.id', 'in', [...personIds])
    .where(visiblePeople(actor))
    .execute()
  return rows.map(({ settings, onedrive, ...person }) => ({
    person,
    profile: profileSettings.parse(settings),
    onedrive: onedrive ?? undefined,
  }))
}

/**
 * Looks whether somebody may use a person's data in this way. Raises what stands in the way: HF_NOT_FOUND, HF_FORBIDDEN,
 * HF_PRIVACY_BLOCKED, HF_SELF_SERVICE_OFF, HF_PERSON_DELETED, HF_PERSON_PRESERVED, HF_ONEDRIVE_DISABLED,
 * HF_ONEDRIVE_DELETED, HF_SNAPSHOT_QUARANTINED. When the answer `overridesPrivacy`, the caller puts the use into the audit trail.
 */
export async function requireDataAccess(
  sql: Sql,
  actor: Actor,
  personId: string,
  use: DataUse,
  { quarantined }: Pick<DataCircumstances, 'quarantined'> = {},
): Promise<PersonForData & { readonly access: DataAccess & { readonly allowed: true } }> {
  const found = await personForData(sql, actor, personId)
  const { person, profile, onedrive } = found
  const access = dataAccess(person, profile, actor, use, { onedrive, quarantined })
  if (!access.allowed) throw denialError(access.reason, found, use)
  return { ...found, access }
}

function denialError(reason: DataDenial, { person }: PersonForData, use: DataUse): HoldfastError {
  const name = person.displayName
  switch (reason) {
    case 'outside-scope':
      return controlErrors.HF_NOT_FOUND({ what: 'person', id: person.id })
    case 'person-deleted':
      return privacyErrors.HF_PERSON_DELETED({ name })
    case 'role':
      return controlErrors.HF_FORBIDDEN({ permission: `data, ${use}` })
    case 'self-service':
      return privacyErrors.HF_SELF_SERVICE_OFF({ use })
    case 'privacy':
      return privacyErrors.HF_PRIVACY_BLOCKED({ name })
    case 'person-preserved':
      return privacyErrors.HF_PERSON_PRESERVED({ name })
    case 'onedrive-deleted':
      return privacyErrors.HF_ONEDRIVE_DELETED({ name })
    case 'onedrive-disabled':
      return privacyErrors.HF_ONEDRIVE_DISABLED({ name })
    case 'quarantined':
      return privacyErrors.HF_SNAPSHOT_QUARANTINED()
    default:
      return reason satisfies never
  }
}
