import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { loadProfile } from './load-profile.ts'
import { withFreeName } from './name-taken.ts'
import { maxPeople, type Profile, profileDescription, profileName, toProfile } from './profile.ts'
import { profileSettings } from './profile-settings.ts'
import { requireStorage } from './require-storage.ts'

export const newProfile = z.strictObject({
  name: profileName,
  description: profileDescription.default(''),
  maxPeople: maxPeople.default(0),
  /** What is left out has its recommended value. */
  settings: profileSettings.prefault({}),
})

export type NewProfile = z.input<typeof newProfile>

export const profileCopy = z.strictObject({ name: profileName, description: profileDescription.optional() })

export type ProfileCopy = z.input<typeof profileCopy>

/** Raises HF_FORBIDDEN (also for whoever is limited to some profiles), HF_INVALID, HF_NAME_TAKEN. */
export async function createProfile(control: Control, actor: Actor, input: NewProfile): Promise<Profile> {
  requireAllProfiles(actor)
  const profile = parseInput(newProfile, input)
  return withFreeName(profile.name, () =>
    control.sql.transaction().execute((transaction) => insert(control, transaction, actor, profile)),
  )
}

/** A new profile with all settings of another one. Raises HF_FORBIDDEN, HF_NOT_FOUND, HF_INVALID, HF_NAME_TAKEN. */
export async function copyProfile(
  control: Control,
  actor: Actor,
  id: string,
  input: ProfileCopy,
): Promise<Profile> {
  requireAllProfiles(actor)
  const { name, description } = parseInput(profileCopy, input)
  return withFreeName(name, () =>
    control.sql.transaction().execute(async (transaction) => {
      const original = await loadProfile(transaction, actor, id)
      const copy = {
        name,
        description: description ?? original.description,
        maxPeople: original.maxPeople,
        settings: original.settings,
      }
      return insert(control, transaction, actor, copy, original.id)
    }),
  )
}

/** Whoever is limited to some profiles could not see a new one. */
function requireAllProfiles(actor: Actor): void {
  requirePermission(actor, 'profiles:write')
  if (actor.profiles) throw controlErrors.HF_FORBIDDEN({ permission: 'profiles:write for all profiles' })
}

async function insert(
  control: Control,
  transaction: Sql,
  actor: Actor,
  { settings, ...profile }: z.output<typeof newProfile>,
  copiedFrom?: string,
): Promise<Profile> {
  await requireStorage(transaction, settings)
  const at = now(control)
  const row = await transaction
    .insertInto('profile')
    .values({
      ...profile,
      id: newId(control),
      settings: JSON.stringify(settings),
      createdAt: at,
      updatedAt: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await recordAudit(control, transaction, actor, {
    action: 'profile.created',
    target: { kind: 'profile', id: row.id },
    details: { name: profile.name, ...(copiedFrom && { copiedFrom }) },
  })
  return toProfile(row)
}
