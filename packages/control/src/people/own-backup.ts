import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import type { ExclusionLists } from '../exclusions/exclusion-lists.ts'
import { readGlobalExclusionLists } from '../exclusions/global-exclusions.ts'
import { type ProfileSettings, profileSettings } from '../profiles/profile-settings.ts'
import type { PersonView } from './person-view.ts'
import { readPerson } from './read-person.ts'

/** What a person is told about the backup of their own OneDrive. */
export interface OwnBackup {
  readonly person: PersonView
  /** Whether backups are made: by the profile, and by the state of person and OneDrive. */
  readonly isBackedUp: boolean
  /** When the next backup is due; null while none is planned. */
  readonly nextBackupAt: Date | null
  readonly frequency: ProfileSettings['backup']['frequency']
  readonly selfService: ProfileSettings['selfService']
  /** What is left out for everybody, and for people of this profile. */
  readonly exclusions: { readonly organisation: ExclusionLists; readonly profile: ExclusionLists }
  /** Files that the newest backup does not have; null while there is none. */
  readonly leftOut: LeftOut | null
}

export interface LeftOut {
  /** By the lists of exclusions. */
  readonly excludedFiles: number
  /** That could not be read, and are tried again. */
  readonly failedFiles: number
  readonly bytes: number
}

/** Needs `own:read`. Raises HF_FORBIDDEN, HF_NOT_FOUND for an account that is nobody's. */
export async function readOwnBackup(control: Control, actor: Actor): Promise<OwnBackup> {
  requirePermission(actor, 'own:read')
  if (actor.personId === undefined)
    throw controlErrors.HF_NOT_FOUND({ what: 'person', id: 'of this account' })
  const person = await readPerson(control, actor, actor.personId)
  const { settings } = await control.sql
    .selectFrom('profile')
    .select('settings')
    .where('id', '=', person.profileId)
    .executeTakeFirstOrThrow()
  const { backup, selfService } = profileSettings.parse(settings)
  const isBackedUp = backup.enabled && person.state === 'active' && person.onedrive?.state === 'enabled'
  return {
    person,
    isBackedUp,
    nextBackupAt: isBackedUp ? await nextSlot(control.sql, person.onedrive.id) : null,
    frequency: backup.frequency,
    selfService,
    exclusions: {
      organisation: await readGlobalExclusionLists(control.sql),
      profile: backup.exclusions,
    },
    leftOut: person.onedrive && (await leftOutOf(control.sql, person.onedrive.id)),
  }
}

async function nextSlot(sql: Sql, onedriveId: string): Promise<Date | null> {
  const row = await sql
    .selectFrom('onedrive')
    .select('nextSlotAt')
    .where('id', '=', onedriveId)
    .executeTakeFirst()
  return row?.nextSlotAt ?? null
}

/** As the newest backup that came to its end counted them. */
async function leftOutOf(sql: Sql, onedriveId: string): Promise<LeftOut | null> {
  const job = await sql
    .selectFrom('job')
    .select('result')
    .where('onedriveId', '=', onedriveId)
    .where('kind', '=', 'backup')
    .where('state', 'in', ['succeeded', 'errors'])
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const completeness = (job?.result as { completeness?: Partial<Counted> } | null)?.completeness
  if (!completeness) return null
  const { excludedFiles = 0, failedFiles = 0, leftOutBytes = 0 } = completeness
  return { excludedFiles, failedFiles, bytes: leftOutBytes }
}

interface Counted {
  readonly excludedFiles: number
  readonly failedFiles: number
  readonly leftOutBytes: number
}
