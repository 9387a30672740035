import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'
import { dayOf } from './growth-day.ts'
import { usageByProfile } from './usage-by-profile.ts'

export const growthQuery = z.strictObject({
  /** So many days back, today among them. */
  days: z.int().min(1).max(3_660).default(90),
  /** Of this profile alone. */
  profileId: z.uuid().optional(),
})

export interface GrowthPoint {
  /** Of UTC, as YYYY-MM-DD. */
  readonly day: string
  /** Of whom there was a backup. */
  readonly people: number
  readonly items: number
  readonly bytes: number
  /** Bytes that all backups took in storage. */
  readonly storedBytes: number
}

const DAY_MS = 24 * 3_600_000

/**
 * What was protected and stored on each day that was written down, and as of now for today, oldest first, added up over the
 * profiles that the actor may know of. Needs `people:read`. Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function readGrowth(
  { sql, clock }: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  query: z.input<typeof growthQuery> = {},
): Promise<readonly GrowthPoint[]> {
  requirePermission(actor, 'people:read')
  const { days, profileId } = parseInput(growthQuery, query)
  const { profiles } = actor
  const today = dayOf(clock.now())
  const { rows } = await raw<GrowthPoint>`
    with past as (
      select day, profile_id, people, items, bytes, stored_bytes from growth
      where day > ${dayOf(clock.now() - days * DAY_MS)} and day < ${today}
    ), day as (
      select * from past
      union all
      select ${today}, now.* from (${usageByProfile}) as now
    )
    select day, sum(people)::bigint as people, sum(items)::bigint as items, sum(bytes)::bigint as bytes,
      sum(stored_bytes)::bigint as "storedBytes"
    from day
    where ${profileId === undefined ? raw`true` : raw`profile_id = ${profileId}`}
      and ${profiles === undefined ? raw`true` : raw`profile_id = any(${profiles}::uuid[])`}
    group by day
    order by day`.execute(sql)
  return rows
}
