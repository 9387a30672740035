import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { describeChanges } from './describe-changes.ts'
import { profileErrors } from './errors.ts'
import { lockProfile } from './load-profile.ts'
import { mergePatch } from './merge-patch.ts'
import { withFreeName } from './name-taken.ts'
import { maxPeople, type Profile, profileDescription, profileName, toProfile } from './profile.ts'
import { profileSettings } from './profile-settings.ts'
import { requireStorage } from './require-storage.ts'

export const profileChange = z.strictObject({
  /** Of the profile that the change was made on. */
  version: z.int().min(1),
  name: profileName.optional(),
  description: profileDescription.optional(),
  /** People who are in the profile already stay, when it becomes less than they are. */
  maxPeople: maxPeople.optional(),
  /** A JSON merge patch of the settings: what is not named stays, null stands for the recommended value. */
  settings: z.record(z.string(), z.unknown()).optional(),
})

export type ProfileChange = z.input<typeof profileChange>

/**
 * Changes a profile. Backups that run end by the settings that they began with; the next one follows the new ones.
 * Raises HF_FORBIDDEN, HF_NOT_FOUND, HF_INVALID, HF_CONFLICT, HF_NAME_TAKEN, HF_PROFILE_DEFAULT.
 */
export async function changeProfile(
  control: Control,
  actor: Actor,
  id: string,
  input: ProfileChange,
): Promise<Profile> {
  requirePermission(actor, 'profiles:write')
  const { version, settings: patch, ...fields } = parseInput(profileChange, input)
  return withFreeName(fields.name ?? '', () =>
    control.sql.transaction().execute(async (transaction) => {
      const before = await lockProfile(transaction, actor, id)
      if (before.version !== version) {
        throw controlErrors.HF_CONFLICT({ what: `The profile ${before.name}` })
      }
      const after = {
        name: fields.name ?? before.name,
        description: fields.description ?? before.description,
        maxPeople: fields.maxPeople ?? before.maxPeople,
        settings: parseInput(profileSettings, mergePatch(before.settings, patch ?? {})),
      }
      if (before.isDefault && after.name !== before.name) {
        throw profileErrors.HF_PROFILE_DEFAULT({ action: 'renamed' })
      }
      if (after.settings.storageId !== before.settings.storageId) {
        await requireStorage(transaction, after.settings)
      }
      const { name, description, settings } = before
      const changes = describeChanges({ name, description, maxPeople: before.maxPeople, settings }, after)
      if (changes.length === 0) return before
      const row = await transaction
        .updateTable('profile')
        .set({
          ...after,
          settings: JSON.stringify(after.settings),
          version: version + 1,
          updatedAt: now(control),
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      await recordAudit(control, transaction, actor, {
        action: 'profile.changed',
        target: { kind: 'profile', id },
        details: { name: after.name, changes },
      })
      return toProfile(row)
    }),
  )
}
