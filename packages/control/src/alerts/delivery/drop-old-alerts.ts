import type { Control } from '../../control.ts'
import { readSetting } from '../../settings/stored-setting.ts'
import { ALERT_SETTING } from '../alert-settings.ts'

const DAY = 24 * 60 * 60 * 1_000

/** Drops alerts that were resolved, and messages that were delivered or given up, longer ago than the setting says. */
export async function dropOldAlerts(control: Control): Promise<void> {
  const { value } = await readSetting(control.sql, ALERT_SETTING)
  const before = new Date(control.clock.now() - value.keepDays * DAY)
  await control.sql.deleteFrom('alert').where('resolvedAt', '<', before).execute()
  await control.sql
    .deleteFrom('delivery')
    .where((query) => query.or([query('deliveredAt', '<', before), query('givenUpAt', '<', before)]))
    .execute()
}
