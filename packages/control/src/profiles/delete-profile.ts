import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { deletionReason } from '../deletion-reason.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { rollbackTime } from '../settings/rollback-window.ts'
import { profileErrors } from './errors.ts'
import { lockProfile } from './load-profile.ts'
import { type Profile, toProfile } from './profile.ts'

export const profileDeletion = z.strictObject({ version: z.int().min(1), reason: deletionReason })

export type ProfileDeletion = z.input<typeof profileDeletion>

/**
 * Deletes a profile that nobody is in; it can be restored up to `purgeAt`. Raises HF_FORBIDDEN, HF_NOT_FOUND,
 * HF_INVALID, HF_CONFLICT, HF_PROFILE_DEFAULT, HF_PROFILE_IN_USE.
 */
export async function deleteProfile(
  control: Control,
  actor: Actor,
  id: string,
  input: ProfileDeletion,
): Promise<Profile> {
  requirePermission(actor, 'profiles:write')
  requirePermission(actor, 'people:delete')
  const { version, reason } = parseInput(profileDeletion, input)
  return control.sql.transaction().execute(async (transaction) => {
    const profile = await lockProfile(transaction, actor, id)
    if (profile.isDefault) throw profileErrors.HF_PROFILE_DEFAULT({ action: 'deleted' })
    if (profile.version !== version) throw controlErrors.HF_CONFLICT({ what: `The profile ${profile.name}` })
    await requireUnused(transaction, profile)
    const at = now(control)
    const purgeAt = new Date(at.getTime() + (await rollbackTime(transaction)))
    const row = await transaction
      .updateTable('profile')
      .set({ deletedAt: at, purgeAt, updatedAt: at, version: version + 1 })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordAudit(control, transaction, actor, {
      action: 'profile.deleted',
      target: { kind: 'profile', id },
      reason,
      details: { name: profile.name, purgeAt: purgeAt.toISOString() },
    })
    return toProfile(row)
  })
}

async function requireUnused(transaction: Sql, { id, name }: Profile): Promise<void> {
  const count = (table: 'person' | 'mappingRule') =>
    transaction
      .selectFrom(table)
      .select((query) => query.fn.countAll<number>().as('n'))
      .where('profileId', '=', id)
  const people = await count('person').where('state', '<>', 'deleted').executeTakeFirstOrThrow()
  const rules = await count('mappingRule').executeTakeFirstOrThrow()
  const reasons = [
    people.n > 0 && `active or preserved people in it: ${people.n}`,
    rules.n > 0 && `mapping rules that lead to it: ${rules.n}`,
  ].filter(Boolean)
  if (reasons.length > 0) throw profileErrors.HF_PROFILE_IN_USE({ name, reason: reasons.join(', ') })
}
