import type { Control } from '../control.ts'
import { readSetting } from '../settings/stored-setting.ts'
import { JOB_SETTING } from './job-settings.ts'

const DAY = 86_400_000
/** Jobs deleted by one statement, with their logs. */
const BATCH = 1_000

/** Deletes jobs that ended long ago, with their logs; gives how many. Call it once a day. */
export async function dropOldJobs(control: Control): Promise<number> {
  const { value } = await readSetting(control.sql, JOB_SETTING)
  const before = new Date(control.clock.now() - value.keepDays * DAY)
  let all = 0
  for (;;) {
    const deleted = await control.sql
      .deleteFrom('job')
      .where('id', 'in', (query) =>
        query.selectFrom('job').select('id').where('endedAt', '<', before).limit(BATCH),
      )
      .returning('id')
      .execute()
    all += deleted.length
    if (deleted.length < BATCH) return all
  }
}
