import type { ExclusionRules } from '@holdfast/engine'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import { validated } from '../validated.ts'
import { type ExclusionLists, exclusionLists } from './exclusion-lists.ts'
import { mergeExclusions } from './merge-exclusions.ts'

const KEY = 'global-exclusions'

/** The organisation's list; version 0 while nobody has set one. */
export const globalExclusions = z.strictObject({ lists: exclusionLists, version: z.int().min(0) })

export type GlobalExclusions = z.infer<typeof globalExclusions>

/** Raises HF_FORBIDDEN. */
export async function readGlobalExclusions({ sql }: Control, actor: Actor): Promise<GlobalExclusions> {
  requirePermission(actor, 'organisation:read')
  return read(sql)
}

/**
 * Sets the organisation's list. It counts from each drive's next backup on; what snapshots hold already stays in them.
 * Raises HF_FORBIDDEN, HF_INVALID, HF_CONFLICT.
 */
export async function changeGlobalExclusions(
  control: Control,
  actor: Actor,
  input: z.input<typeof globalExclusions>,
): Promise<GlobalExclusions> {
  requirePermission(actor, 'organisation:write')
  const { version, lists } = validated(globalExclusions, input)
  return control.sql.transaction().execute(async (transaction) => {
    const changed = await write(control, transaction, lists, version)
    if (!changed) throw controlErrors.HF_CONFLICT({ what: 'The organisation’s exclusion list' })
    await recordAudit(control, transaction, actor, {
      action: 'exclusions.changed',
      target: { kind: 'setting', id: KEY },
      details: { ...lists },
    })
    return { lists, version: version + 1 }
  })
}

/** The rules that a drive of a profile is backed up by. */
export async function exclusionsFor(
  sql: Sql,
  { backup }: Pick<ProfileSettings, 'backup'>,
): Promise<ExclusionRules> {
  const { lists } = await read(sql)
  return mergeExclusions(lists, backup.exclusions)
}

async function read(sql: Sql): Promise<GlobalExclusions> {
  const row = await sql
    .selectFrom('setting')
    .select(['value', 'version'])
    .where('key', '=', KEY)
    .executeTakeFirst()
  return { lists: exclusionLists.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

/** Whether it was still the version that the change was made on. */
async function write(
  control: Control,
  transaction: Sql,
  lists: ExclusionLists,
  version: number,
): Promise<boolean> {
  const row = { value: JSON.stringify(lists), version: version + 1, updatedAt: now(control) }
  const written =
    version === 0
      ? transaction
          .insertInto('setting')
          .values({ key: KEY, ...row })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .returning('key')
      : transaction
          .updateTable('setting')
          .set(row)
          .where('key', '=', KEY)
          .where('version', '=', version)
          .returning('key')
  return (await written.execute()).length === 1
}
