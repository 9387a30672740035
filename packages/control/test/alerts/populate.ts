import { type Actor, DEFAULT_SETTINGS, type NewRow, newId, now, type Role } from '../../src/index.ts'
import type { TestControl } from '../test-control.ts'

export const administrator: Actor = {
  kind: 'account',
  id: 'adele',
  name: 'Adele',
  role: 'cloud-administrator',
  address: '::1',
}

/** Somebody with a role, limited to some profiles where they are given. */
export function actorWith(role: Role, profiles?: readonly string[]): Actor {
  return { kind: 'account', id: role, name: role, role, ...(profiles && { profiles }) }
}

export async function addProfile(
  control: TestControl,
  name: string,
  settings: object = DEFAULT_SETTINGS,
): Promise<string> {
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('profile')
    .values({ id, name, settings: JSON.stringify(settings), createdAt: at, updatedAt: at })
    .execute()
  return id
}

export async function addPerson(
  control: TestControl,
  profileId: string,
  name: string,
  changes: Partial<NewRow<'person'>> = {},
): Promise<string> {
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('person')
    .values({
      id,
      principalName: `${name.toLowerCase()}@example.com`,
      displayName: name,
      source: 'hand',
      state: 'active',
      attributes: '{}',
      profileId,
      createdAt: at,
      updatedAt: at,
      ...changes,
    })
    .execute()
  return id
}

export async function addOneDrive(
  control: TestControl,
  personId: string,
  changes: Partial<NewRow<'onedrive'>> = {},
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('onedrive')
    .values({ id, personId, state: 'enabled', updatedAt: now(control), ...changes })
    .execute()
  return id
}

export async function addStorage(control: TestControl, name: string, region: string): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('storage')
    .values({ id, name, kind: 'local', region, settings: '{}', createdAt: now(control) })
    .execute()
  return id
}

export async function addVault(
  control: TestControl,
  storageId: string,
  storedBytes: number,
): Promise<string> {
  const id = newId(control)
  await control.sql
    .insertInto('vault')
    .values({ id, storageId, path: id, storedBytes, createdAt: now(control) })
    .execute()
  return id
}

export async function addAccount(control: TestControl, role: Role, state: 'active' | 'invited' = 'active') {
  const id = newId(control)
  const at = now(control)
  await control.sql
    .insertInto('account')
    .values({
      id,
      role,
      email: `${id}@example.com`,
      name: role,
      state,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  return id
}

export const MINUTE = 60 * 1_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
