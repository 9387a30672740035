import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { EVENT_SETTING } from './event-settings.ts'
import { numberAllEvents } from './number-events.ts'

const DAY = 24 * 60 * 60 * 1_000

/**
 * Drops events that are older than the setting says; returns how many. They are numbered first, so that whoever pulls
 * later can tell that some are missing, and the newest one stays: from it the numbers go on.
 */
export async function dropOldEvents(control: Control): Promise<number> {
  const { value } = await readSetting(control.sql, EVENT_SETTING)
  const before = new Date(control.clock.now() - value.keepDays * DAY)
  return control.sql.transaction().execute(async (transaction) => {
    await numberAllEvents(transaction)
    const { numDeletedRows } = await transaction
      .deleteFrom('event')
      .where('at', '<', before)
      .where('number', '<', (query) =>
        query.selectFrom('event as newest').select((each) => each.fn.max('newest.number').as('number')),
      )
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}
