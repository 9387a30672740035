import {
  type Actor,
  addPerson,
  type Control,
  DEFAULT_SETTINGS,
  newId,
  now,
  type ProfileSettings,
  profileSettings,
  type Role,
} from '../../src/index.ts'

export const administrator: Actor = actorOf('cloud-administrator')

export function actorOf(role: Role, more: Partial<Actor> = {}): Actor {
  return { kind: 'account', id: '6f1c6a4e-0000-4000-8000-00000000000a', name: role, role, ...more }
}

export async function addProfile(
  control: Control,
  name = 'Default',
  options: { maxPeople?: number; settings?: ProfileSettings; isDefault?: boolean } = {},
): Promise<string> {
  const { maxPeople = 0, settings = DEFAULT_SETTINGS, isDefault = name === 'Default' } = options
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('profile')
    .values({
      id,
      name,
      maxPeople,
      isDefault,
      settings: JSON.stringify(settings),
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  return id
}

/** Settings of a profile that does not back up. */
export const SWITCHED_OFF = profileSettings.parse({ backup: { enabled: false } })

/** Adds `name` with the sign-in name `name@contoso.example`. */
export async function add(control: Control, name: string, profileId?: string): Promise<string> {
  return await addPerson(control, administrator, {
    principalName: `${name.toLowerCase()}@contoso.example`,
    displayName: name,
    ...(profileId !== undefined && { profileId }),
  })
}

/** As if a backup of the person's OneDrive had begun: it has a vault. Gives the vault's id. */
export async function beginBackup(control: Control, personId: string): Promise<string> {
  const at = now(control)
  const storageId = newId(control)
  const id = newId(control)
  await control.sql
    .insertInto('storage')
    .values({ id: storageId, name: storageId, kind: 'local', settings: '{}', createdAt: at })
    .execute()
  await control.sql.insertInto('vault').values({ id, storageId, path: id, createdAt: at }).execute()
  await control.sql
    .updateTable('onedrive')
    .set({
      vaultId: id,
      driveId: 'drive',
      firstStartedAt: at,
      lastStatus: 'success',
      items: 7,
      nextSlotAt: at,
    })
    .where('personId', '=', personId)
    .execute()
  return id
}

export async function addJob(control: Control, personId: string, kind: string): Promise<string> {
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('job')
    .values({
      id,
      kind,
      state: 'queued',
      personId,
      requestedBy: 'x',
      request: '{}',
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  return id
}

/** Jobs that were asked to end. */
export async function stopped(control: Control): Promise<string[]> {
  const jobs = await control.sql
    .selectFrom('job')
    .select('id')
    .where('cancelRequestedAt', 'is not', null)
    .execute()
  return jobs.map(({ id }) => id).sort()
}

export async function actions(control: Control): Promise<string[]> {
  const events = await control.sql.selectFrom('auditEvent').select('action').orderBy('number').execute()
  return events.map(({ action }) => action)
}

export const DAY = 86_400_000
