import { sql as raw } from 'kysely'
import type { Sql } from '../database/database.ts'

/** Taken for the length of a transaction that gives events their numbers. */
const NUMBER_LOCK = 0x686f6c65

/** Events that get their numbers in one statement. */
const BATCH = 10_000

/**
 * Gives the next numbers to events that were committed and have none; returns how many (at most 10,000).
 *
 * A number taken when an event is written would not do: transactions do not end in the order in which they took their
 * numbers, and a puller that has seen number 8 would never see a 7 that is committed afterwards. Here an event is visible
 * before it is numbered, and one transaction numbers at a time: whatever is numbered later has a higher number. Numbers
 * have no gaps either, so that a puller can tell whether it missed something.
 */
export async function numberEvents(transaction: Sql): Promise<number> {
  await raw`select pg_advisory_xact_lock(${NUMBER_LOCK})`.execute(transaction)
  const { numAffectedRows } = await raw`
    update event set number = numbered.number
    from (
      select id, row_number() over (order by id) + (select coalesce(max(number), 0) from event) as number
      from (select id from event where number is null order by id limit ${BATCH}) as unnumbered
    ) as numbered
    where event.id = numbered.id`.execute(transaction)
  return Number(numAffectedRows ?? 0)
}

/** As numberEvents, until every event has its number. */
export async function numberAllEvents(transaction: Sql): Promise<void> {
  while ((await numberEvents(transaction)) === BATCH);
}
