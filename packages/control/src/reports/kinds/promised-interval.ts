import type { Sql } from '../../database/database.ts'
import type { ProfileSettings } from '../../profiles/profile-settings.ts'
import { FreeTime } from '../../schedule/free-time.ts'
import { intervalOf } from '../../schedule/frequency.ts'
import { Zone } from '../../schedule/zone.ts'

/** A blackout comes again each week. */
const LOOKED_AT = 9

/** Seconds within which each profile promises a new backup, by its id. */
export async function promisedIntervals(sql: Sql, at: number): Promise<Readonly<Record<string, number>>> {
  const rows = await sql.selectFrom('profile').select(['id', 'settings']).execute()
  return Object.fromEntries(
    rows.map(({ id, settings }) => [id, promisedInterval(settings.backup, at) / 1_000]),
  )
}

/** The time between two backups in milliseconds, and the longest blackout, in which none begins. */
export function promisedInterval(
  { frequency, blackout, timeZone }: Pick<ProfileSettings['backup'], 'frequency' | 'blackout' | 'timeZone'>,
  at: number,
): number {
  if (blackout === null) return intervalOf(frequency)
  const free = new FreeTime(new Zone(timeZone), blackout)
  const today = free.dayOf(at)
  let [longest, end] = [0, free.day(today).start]
  for (let day = today; day < today + LOOKED_AT; day++) {
    for (const span of free.day(day).free) {
      longest = Math.max(longest, span.start - end)
      end = span.end
    }
  }
  return intervalOf(frequency) + longest
}
