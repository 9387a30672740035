import type { z } from 'zod'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'

export interface StoredSetting<Value> {
  readonly value: Value
  /** 0 while it was never changed. */
  readonly version: number
}

/** A group of settings; what `schema` makes of nothing where there is none yet. */
export async function readSetting<Schema extends z.ZodType>(
  sql: Sql,
  key: string,
  schema: Schema,
): Promise<StoredSetting<z.output<Schema>>> {
  const row = await sql
    .selectFrom('setting')
    .select(['value', 'version'])
    .where('key', '=', key)
    .executeTakeFirst()
  return { value: schema.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

/** Writes it over `version`, and gives the new version. Raises HF_CONFLICT. */
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
