import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'

const KEY = 'directory-sync'

const syncResult = z.object({
  /** When, ISO 8601. */
  at: z.string(),
  /** Whether the whole directory was listed, not only what changed. */
  full: z.boolean(),
  added: z.number(),
  changed: z.number(),
  preserved: z.number(),
  reactivated: z.number(),
  moved: z.number(),
  /** Whom a rule maps and who could not be added, moved or brought back; they are tried again each time. */
  skipped: z.array(
    z.object({
      principalName: z.string(),
      directoryId: z.string(),
      reason: z.enum(['profile-full', 'profile-gone', 'name-taken']),
    }),
  ),
  /** Ids of groups that rules name and the directory does not have. */
  missingGroups: z.array(z.string()).readonly(),
})

/** What a synchronisation of the directory did. */
export type SyncResult = z.infer<typeof syncResult>

const stored = z.object({ link: z.string(), result: syncResult })

export interface SyncState {
  /** Where the directory's changes go on. */
  readonly link?: string
  readonly result?: SyncResult
  /** 0 while the directory was never synchronised. */
  readonly version: number
}

export async function readSyncState(sql: Sql): Promise<SyncState> {
  const row = await sql.selectFrom('setting').selectAll().where('key', '=', KEY).executeTakeFirst()
  return row ? { ...stored.parse(row.value), version: row.version } : { version: 0 }
}

/** What the last synchronisation did; null before the first one. Needs `organisation:read`. */
export async function lastSync(control: Control, actor: Actor): Promise<SyncResult | null> {
  requirePermission(actor, 'organisation:read')
  return (await readSyncState(control.sql)).result ?? null
}

/** `version` is the one of the state that was read. */
export async function keepSyncState(
  control: Control,
  transaction: Sql,
  version: number,
  state: z.input<typeof stored>,
): Promise<void> {
  const row = { value: JSON.stringify(state), version: version + 1, updatedAt: now(control) }
  await transaction
    .insertInto('setting')
    .values({ key: KEY, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
