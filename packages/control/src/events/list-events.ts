import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { numberEvents } from './number-events.ts'

export const eventsQuery = z.strictObject({
  /** Number of the last event that the caller has; 0 for none. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(100),
})

export interface PulledEvent {
  /** 1, 2, 3 … without gaps: a later call never shows a lower number that an earlier one did not. */
  readonly number: number
  readonly at: Date
  readonly category: string
  readonly type: string
  /** 0 (emergency) to 7, as in syslog. */
  readonly severity: number
  readonly identity: string
  readonly details: object
}

/**
 * Events after a number, in order, for a system that collects them: it asks again with the highest number it was given. A
 * first number that is higher than expected tells that older events were dropped before they were pulled. Needs
 * `audit:read` for the whole organisation: HF_FORBIDDEN for whoever is limited to some profiles. Raises HF_INVALID.
 */
export async function listEvents(
  control: Control,
  actor: Actor,
  query: z.input<typeof eventsQuery> = {},
): Promise<readonly PulledEvent[]> {
  requirePermission(actor, 'audit:read')
  if (actor.profiles !== undefined) throw controlErrors.HF_FORBIDDEN({ permission: 'audit:read' })
  const { after, limit } = parseInput(eventsQuery, query)
  return control.sql.transaction().execute(async (transaction) => {
    await numberEvents(transaction)
    const rows = await transaction
      .selectFrom('event')
      .select(['number', 'at', 'category', 'type', 'severity', 'identity', 'details'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...row, number: row.number as number }))
  })
}
