import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { newProfile } from './create-profile.ts'

/** A profile as somebody has it half written: anything may be wrong with it. */
export const profileDraft = z.strictObject({
  /** The profile that it is to change; without one it becomes a new one. */
  id: z.uuid().optional(),
  name: z.string().max(10_000),
  description: z.string().max(100_000).optional(),
  maxPeople: z.number().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
})

export type ProfileDraft = z.input<typeof profileDraft>

export interface DraftProblem {
  /** `settings.backup.exclusions.folders`; empty for the whole. */
  readonly path: string
  readonly message: string
}

/**
 * Says what stands against a profile before it is made or changed, field by field; nothing is changed. Needs
 * `profiles:write`. Raises HF_INVALID for what is no draft at all.
 */
export async function checkProfile(
  control: Control,
  actor: Actor,
  input: ProfileDraft,
): Promise<DraftProblem[]> {
  requirePermission(actor, 'profiles:write')
  const { id, ...draft } = parseInput(profileDraft, input)
  const parsed = newProfile.safeParse(draft)
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: z.core.toDotPath(path),
    message,
  }))
  if (await isTaken(control.sql, draft.name, id)) {
    const { message } = controlErrors.HF_NAME_TAKEN({ what: 'profile', name: draft.name.trim() })
    problems.push({ path: 'name', message })
  }
  return problems
}

async function isTaken(sql: Sql, name: string, except: string | undefined): Promise<boolean> {
  let query = sql
    .selectFrom('profile')
    .select('id')
    .where(raw`lower(name)`, '=', name.trim().toLowerCase())
    .where('deletedAt', 'is', null)
  if (except !== undefined) query = query.where('id', '<>', except)
  return (await query.executeTakeFirst()) !== undefined
}
