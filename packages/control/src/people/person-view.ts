import { sql as raw } from 'kysely'
import type { Sql } from '../database/database.ts'
import type { BackupStatus, OneDriveState, PersonSource, PersonState } from '../database/tables.ts'
import { hintFor } from '../jobs/job-hint.ts'

/** A person as lists and pages show them. */
export interface PersonView {
  readonly id: string
  /** Microsoft's object id; null while the directory was not asked or does not know the person. */
  readonly directoryId: string | null
  readonly principalName: string
  readonly email: string | null
  readonly displayName: string
  readonly source: PersonSource
  readonly state: PersonState
  readonly profileId: string
  readonly profileName: string
  /** No mapping rule moves this person. */
  readonly profileFixed: boolean
  /** Whether administrators may reach the person's data: see adminAccessAllowed. */
  readonly adminAccess: boolean
  readonly preservedAt: Date | null
  /** `directory`, `scim`, `scim-removed`, a part of Holdfast, or an account's id. */
  readonly preservedBy: string | null
  readonly deletedAt: Date | null
  /** Until when the delete can be rolled back. */
  readonly purgeAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
  readonly onedrive: OneDriveView | null
}

export interface OneDriveView {
  readonly id: string
  readonly state: OneDriveState
  readonly lastStatus: BackupStatus
  readonly firstStartedAt: Date | null
  readonly lastAttemptAt: Date | null
  readonly lastSuccessAt: Date | null
  readonly lastErrorCode: string | null
  readonly lastError: string | null
  /** What to do about it, where that is known. */
  readonly lastErrorHint: string | null
  readonly items: number
  readonly bytes: number
  readonly deletedAt: Date | null
  readonly purgeAt: Date | null
  readonly version: number
}

/** As adminAccessAllowed has it, for many. */
const adminAccess = raw<boolean>`coalesce(
  case when (profile.settings #>> '{privacy,personMayEdit}')::boolean then person.admin_access end,
  (profile.settings #>> '{privacy,adminAccess}')::boolean,
  true
)`

/** People with their profiles and OneDrives: the query that all views of people begin with. */
export function selectPeople(sql: Sql) {
  return sql
    .selectFrom('person')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .leftJoin('onedrive', 'onedrive.personId', 'person.id')
    .select([
      'person.id',
      'person.directoryId',
      'person.principalName',
      'person.email',
      'person.displayName',
      'person.source',
      'person.state',
      'person.profileId',
      'profile.name as profileName',
      'person.profileFixed',
      'person.preservedAt',
      'person.preservedBy',
      'person.deletedAt',
      'person.purgeAt',
      'person.createdAt',
      'person.updatedAt',
      'person.version',
      'onedrive.id as onedriveId',
      'onedrive.state as onedriveState',
      'onedrive.lastStatus',
      'onedrive.firstStartedAt',
      'onedrive.lastAttemptAt',
      'onedrive.lastSuccessAt',
      'onedrive.lastErrorCode',
      'onedrive.lastError',
      'onedrive.items',
      'onedrive.bytes',
      'onedrive.deletedAt as onedriveDeletedAt',
      'onedrive.purgeAt as onedrivePurgeAt',
      'onedrive.version as onedriveVersion',
      adminAccess.as('adminAccess'),
    ])
}

type SelectedPerson = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number]

export function toView(row: SelectedPerson): PersonView {
  const { onedriveId, onedriveState, onedriveDeletedAt, onedrivePurgeAt, onedriveVersion, ...rest } = row
  const { lastStatus, firstStartedAt, lastAttemptAt, lastSuccessAt, lastErrorCode, lastError, ...more } = rest
  const { items, bytes, ...person } = more
  if (onedriveId === null || onedriveState === null) return { ...person, onedrive: null }
  return {
    ...person,
    onedrive: {
      id: onedriveId,
      state: onedriveState,
      lastStatus: lastStatus ?? 'never',
      firstStartedAt,
      lastAttemptAt,
      lastSuccessAt,
      lastErrorCode,
      lastError,
      lastErrorHint: lastErrorCode === null ? null : hintFor(lastErrorCode),
      items: items ?? 0,
      bytes: bytes ?? 0,
      deletedAt: onedriveDeletedAt,
      purgeAt: onedrivePurgeAt,
      version: onedriveVersion ?? 1,
    },
  }
}
