import type { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'

/** A document among the organisation's settings: what its schema makes of nothing is its default. */
export interface SettingOf<Schema extends z.ZodType<object>> {
  readonly key: string
  readonly schema: Schema
}

export interface Stored<Value> {
  readonly value: Value
  /** 0 while it was never changed. */
  readonly version: number
}

export function defineSetting<Schema extends z.ZodType<object>>(
  key: string,
  schema: Schema,
): SettingOf<Schema> {
  return { key, schema }
}

/** A setting as it stands, for Holdfast's own use. */
export async function readSetting<Schema extends z.ZodType<object>>(
  sql: Sql,
  { key, schema }: SettingOf<Schema>,
): Promise<Stored<z.output<Schema>>> {
  const row = await sql.selectFrom('setting').selectAll().where('key', '=', key).executeTakeFirst()
  return { value: schema.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

/** The same for a person: needs `organisation:read`. */
export async function showSetting<Schema extends z.ZodType<object>>(
  control: Control,
  actor: Actor,
  setting: SettingOf<Schema>,
): Promise<Stored<z.output<Schema>>> {
  requirePermission(actor, 'organisation:read')
  return readSetting(control.sql, setting)
}

/** Writes a setting over `version`, and gives the new version. Raises HF_CONFLICT. */
export async function writeSetting(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  key: string,
  value: object,
  version: number,
): Promise<number> {
  const row = { value: JSON.stringify(value), version: version + 1, updatedAt: now(control) }
  const written =
    version === 0
      ? await transaction
          .insertInto('setting')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await transaction
          .updateTable('setting')
          .set(row)
          .where('key', '=', key)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (written === undefined) throw controlErrors.HF_CONFLICT({ what: `The setting ${key}` })
  return written.version
}

/**
 * Replaces a setting; `version` is the one that was read (0 for the first time). Needs `organisation:write`. The audit
 * trail names what was changed and not the values, which may be secret. Raises HF_INVALID, HF_CONFLICT.
 */
export async function changeSetting<Schema extends z.ZodType<object>>(
  control: Control,
  actor: Actor,
  { key, schema }: SettingOf<Schema>,
  input: z.input<Schema>,
  version: number,
): Promise<Stored<z.output<Schema>>> {
  requirePermission(actor, 'organisation:write')
  const value = parseInput(schema, input)
  await control.sql.transaction().execute(async (transaction) => {
    const before = await readSetting(transaction, { key, schema })
    await writeSetting(control, transaction, key, value, version)
    await recordAudit(control, transaction, actor, {
      action: 'setting.changed',
      target: { kind: 'setting', id: key },
      details: { changed: differences(before.value, value) },
    })
  })
  return { value, version: version + 1 }
}

/** Writes the same thing otherwise, such as sealed with another key: nobody's version of it is outdated by that. */
export async function rewriteSetting<Schema extends z.ZodType<object>>(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  { key, schema }: SettingOf<Schema>,
  rewrite: (value: z.output<Schema>) => object,
): Promise<void> {
  // Whoever changes it at the same time waits, so that nothing of theirs is written over.
  const row = await transaction
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return
  await transaction
    .updateTable('setting')
    .set({ value: JSON.stringify(rewrite(schema.parse(row.value))), updatedAt: now(control) })
    .where('key', '=', key)
    .execute()
}

function differences(before: object, after: object): readonly string[] {
  const of = (value: object, key: string): string => JSON.stringify((value as Record<string, unknown>)[key])
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].filter((key) => of(before, key) !== of(after, key)).sort()
}
