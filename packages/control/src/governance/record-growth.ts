import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import { dayOf } from './growth-day.ts'
import { usageByProfile } from './usage-by-profile.ts'

/**
 * Writes down what each profile's people have in their backups today. Done again during the day, the last word stands: two
 * servers that do it at the same time write the same.
 */
export async function recordGrowth({ sql, clock }: Pick<Control, 'sql' | 'clock'>): Promise<void> {
  const day = dayOf(clock.now())
  await raw`
    with today as (${usageByProfile}),
    gone as (
      delete from growth where day = ${day} and profile_id not in (select profile_id from today)
    )
    insert into growth (day, profile_id, people, items, bytes, stored_bytes)
    select ${day}, profile_id, people, items, bytes, stored_bytes from today
    on conflict (day, profile_id) do update
      set people = excluded.people, items = excluded.items, bytes = excluded.bytes, stored_bytes = excluded.stored_bytes`.execute(
    sql,
  )
}
