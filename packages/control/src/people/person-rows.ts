import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { NewRow, Row } from '../database/tables.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import { batches } from './batches.ts'
import { stopJobs } from './stop-jobs.ts'

type ProfileOf = { readonly id: string; readonly settings: ProfileSettings }

export type NewPerson = Pick<
  NewRow<'person'>,
  'principalName' | 'displayName' | 'email' | 'source' | 'profileFixed' | 'directoryId' | 'externalId'
> & { readonly attributes?: Row<'person'>['attributes']; readonly profile: ProfileOf }

/** Writes active people and their OneDrives, which are enabled where the profile backs up. Gives their ids. */
export async function insertPeople(
  control: Control,
  transaction: Sql,
  people: readonly NewPerson[],
): Promise<string[]> {
  const at = now(control)
  const ids: string[] = []
  for (const part of batches(people, 500)) {
    const batch = part.map((person) => ({ ...person, id: newId(control) }))
    ids.push(...batch.map(({ id }) => id))
    await transaction
      .insertInto('person')
      .values(
        batch.map(({ profile, attributes = {}, ...person }) => ({
          ...person,
          state: 'active' as const,
          attributes: JSON.stringify(attributes),
          profileId: profile.id,
          createdAt: at,
          updatedAt: at,
        })),
      )
      .execute()
    await transaction
      .insertInto('onedrive')
      .values(batch.map(({ id, profile }) => newOneDrive(control, id, profile.settings.backup.enabled)))
      .execute()
  }
  return ids
}

/** The row of a OneDrive that was never backed up. */
export function newOneDrive(control: Control, personId: string, enabled: boolean): NewRow<'onedrive'> {
  return {
    id: newId(control),
    personId,
    state: enabled ? 'enabled' : 'disabled',
    updatedAt: now(control),
  }
}

/** Backups stop, and everything that was backed up is kept. `by`: see `preservedBy` of a person. */
export async function setPreserved(
  control: Control,
  transaction: Sql,
  ids: readonly string[],
  by: string,
): Promise<void> {
  if (ids.length === 0) return
  const at = now(control)
  await transaction
    .updateTable('person')
    .set((query) => ({
      state: 'preserved',
      preservedAt: at,
      preservedBy: by,
      updatedAt: at,
      version: query('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
  await transaction
    .updateTable('onedrive')
    .set({ nextSlotAt: null, updatedAt: at })
    .where('personId', 'in', ids)
    .execute()
  await stopJobs(control, transaction, ids, 'backups')
}

/** Backups begin again where the OneDrive is enabled. */
export async function setActive(control: Control, transaction: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await transaction
    .updateTable('person')
    .set((query) => ({
      state: 'active',
      preservedAt: null,
      preservedBy: null,
      updatedAt: now(control),
      version: query('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
}

/**
 * Puts people into another profile. Their OneDrives follow it only where the two differ in whether they back up: what
 * somebody switched off by hand stays off.
 */
export async function setProfile(
  control: Control,
  transaction: Sql,
  ids: readonly string[],
  { from, to }: { readonly from: ProfileOf; readonly to: ProfileOf },
): Promise<void> {
  if (ids.length === 0) return
  const at = now(control)
  await transaction
    .updateTable('person')
    .set((query) => ({ profileId: to.id, updatedAt: at, version: query('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
  const { enabled } = to.settings.backup
  if (from.settings.backup.enabled !== enabled) await switchOneDrives(control, transaction, ids, enabled)
}

/** Switches people's OneDrives on or off, as their profile says; deleted ones stay deleted. */
async function switchOneDrives(
  control: Control,
  transaction: Sql,
  people: readonly string[],
  enabled: boolean,
): Promise<void> {
  const at = now(control)
  await transaction
    .updateTable('onedrive')
    .set((query) => ({
      state: enabled ? 'enabled' : 'disabled',
      nextSlotAt: null,
      updatedAt: at,
      version: query('version', '+', 1),
    }))
    .where('personId', 'in', people)
    .where('state', '<>', 'deleted')
    .execute()
}

/**
 * For the change of a profile's own switch, in the transaction of that change: its people's OneDrives follow, those that
 * were switched by hand before as well.
 */
export async function followProfileSwitch(
  control: Control,
  transaction: Sql,
  profileId: string,
  enabled: boolean,
): Promise<void> {
  const people = await transaction
    .selectFrom('person')
    .select('id')
    .where('profileId', '=', profileId)
    .execute()
  for (const ids of batches(people.map(({ id }) => id))) {
    await switchOneDrives(control, transaction, ids, enabled)
    if (!enabled) await stopJobs(control, transaction, ids, 'backups')
  }
}
