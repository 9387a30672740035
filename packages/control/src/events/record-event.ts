import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { NewRow } from '../database/tables.ts'
import type { EventSeverity } from './event-severity.ts'

/** Something that happened, as a security system that pulls events is told of it. Never holds names of files. */
export interface EventEntry {
  readonly category: 'audit' | 'alert' | 'job'
  /** What happened within the category: an audited action, `alert.raised`, `backup.failed` … */
  readonly type: string
  readonly severity: EventSeverity
  /** Who or what it is about or was done by: `account:<id>`, `person:<id>`, `system:<part>`. */
  readonly identity: string
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * Adds events, in the transaction of what they tell. They get their numbers later, once they are committed (see
 * listEvents): so nobody waits here for anybody else's transaction.
 */
export async function recordEvent(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  ...entries: readonly EventEntry[]
): Promise<void> {
  for (let at = 0; at < entries.length; at += CHUNK) {
    const rows = entries.slice(at, at + CHUNK).map((entry) => eventRow(control, entry))
    await transaction.insertInto('event').values(rows).execute()
  }
}

/** Rows in one statement: a statement takes 65,535 parameters at most. */
const CHUNK = 500

export function eventRow({ clock }: Pick<Control, 'clock'>, entry: EventEntry): NewRow<'event'> {
  return { ...entry, at: new Date(clock.now()), details: JSON.stringify(entry.details) }
}
