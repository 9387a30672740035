import type { ExclusionRules } from '@holdfast/engine'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { parseInput } from '../parse-input.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import { defineSetting, readSetting, type Stored, writeSetting } from '../settings/stored-setting.ts'
import { type ExclusionLists, exclusionLists } from './exclusion-lists.ts'
import { mergeExclusions } from './merge-exclusions.ts'

const setting = defineSetting('global-exclusions', exclusionLists)

/** The organisation's list; version 0 while nobody has set one. */
export const globalExclusions = z.strictObject({ lists: exclusionLists, version: z.int().min(0) })

export type GlobalExclusions = z.infer<typeof globalExclusions>

/** Raises HF_FORBIDDEN. */
export async function readGlobalExclusions({ sql }: Control, actor: Actor): Promise<GlobalExclusions> {
  requirePermission(actor, 'organisation:read')
  return listed(await readSetting(sql, setting))
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
  const { version, lists } = parseInput(globalExclusions, input)
  return control.sql.transaction().execute(async (transaction) => {
    const written = await writeSetting(control, transaction, setting.key, lists, version)
    await recordAudit(control, transaction, actor, {
      action: 'exclusions.changed',
      target: { kind: 'setting', id: setting.key },
      details: { ...lists },
    })
    return { lists, version: written }
  })
}

/** The organisation's lists, for whoever is told what is left out. */
export async function readGlobalExclusionLists(sql: Sql): Promise<ExclusionLists> {
  return (await readSetting(sql, setting)).value
}

/** The rules that a drive of a profile is backed up by. */
export async function exclusionsFor(
  sql: Sql,
  { backup }: Pick<ProfileSettings, 'backup'>,
): Promise<ExclusionRules> {
  return mergeExclusions(await readGlobalExclusionLists(sql), backup.exclusions)
}

function listed({ value: lists, version }: Stored<GlobalExclusions['lists']>): GlobalExclusions {
  return { lists, version }
}
