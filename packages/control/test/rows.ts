import { type Actor, type Control, type NewRow, newId, now, type Profile, type Role } from '../src/index.ts'

/** Rows as other parts of the control plane make them, for tests of the rules that read them. */
export async function addPerson(
  control: Control,
  profileId: string,
  fields: Partial<NewRow<'person'>> = {},
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('person')
    .values({
      id,
      principalName: `${id}@contoso.com`,
      displayName: 'Adele Vance',
      source: 'hand',
      state: 'active',
      attributes: '{}',
      profileId,
      createdAt: now(control),
      updatedAt: now(control),
      ...fields,
    })
    .execute()
  return id
}

export async function addOnedrive(
  control: Control,
  personId: string,
  fields: Partial<NewRow<'onedrive'>> = {},
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('onedrive')
    .values({ id, personId, state: 'enabled', updatedAt: now(control), ...fields })
    .execute()
  return id
}

export async function addJob(
  control: Control,
  onedriveId: string,
  fields: Partial<NewRow<'job'>> = {},
): Promise<void> {
  await control.sql
    .insertInto('job')
    .values({
      id: newId(control),
      kind: 'backup',
      state: 'succeeded',
      onedriveId,
      requestedBy: 'scheduler',
      request: '{}',
      createdAt: now(control),
      updatedAt: now(control),
      ...fields,
    })
    .execute()
}

export async function addStorage(control: Control): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('storage')
    .values({ id, name: id, kind: 'local', settings: '{}', createdAt: now(control) })
    .execute()
  return id
}

/** A person with an enabled OneDrive and snapshots of those times. */
export async function addBackedUp(
  control: Control,
  profileId: string,
  { storageId, taken, ...fields }: Partial<NewRow<'person'>> & { storageId: string; taken: readonly Date[] },
): Promise<string> {
  const personId = await addPerson(control, profileId, fields)
  const vaultId = newId(control)
  await control.sql
    .insertInto('vault')
    .values({ id: vaultId, storageId, path: vaultId, createdAt: now(control) })
    .execute()
  await addOnedrive(control, personId, { vaultId })
  const snapshots = taken.map((takenAt) => ({
    id: newId(control),
    vaultId,
    takenAt,
    items: 1,
    bytes: 1,
    addedBytes: 1,
  }))
  if (snapshots.length > 0) await control.sql.insertInto('snapshot').values(snapshots).execute()
  return personId
}

export function actor(role: Role, fields: Partial<Actor> = {}): Actor {
  return { kind: 'account', id: `the ${role}`, name: role, role, ...fields }
}

/** Whoever is limited to these profiles. */
export function limitedTo(...profiles: readonly Pick<Profile, 'id'>[]): Pick<Actor, 'profiles'> {
  return { profiles: profiles.map(({ id }) => id) }
}

export const cloud = actor('cloud-administrator')

/** The audit trail, newest last, without what only proves it. */
export async function auditOf(control: Control) {
  return control.sql
    .selectFrom('auditEvent')
    .select(['action', 'targetId', 'personId', 'reason', 'details'])
    .orderBy('number')
    .execute()
}
