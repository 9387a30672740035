import { z } from 'zod'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { defineSetting, readSetting } from './stored-setting.ts'

/** How long a delete can be rolled back. */
export const rollbackWindow = defineSetting(
  'rollback-window',
  z.strictObject({ days: z.int().min(1).max(7).default(7) }),
)

const DAY = 86_400_000

/** When what is deleted now is gone for good. */
export async function purgeTime(control: Pick<Control, 'clock'>, sql: Sql): Promise<Date> {
  return new Date(now(control).getTime() + (await rollbackTime(sql)))
}

/** Milliseconds for which what is deleted now can be brought back. */
export async function rollbackTime(sql: Sql): Promise<number> {
  const { value } = await readSetting(sql, rollbackWindow)
  return value.days * DAY
}
