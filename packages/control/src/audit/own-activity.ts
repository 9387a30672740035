import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'

export const ownActivityQuery = z.strictObject({
  /** Number of the last entry of the page before. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(500).default(100),
})

/** What was done with somebody's backup, as that person is told. */
export interface OwnActivity {
  readonly number: number
  readonly at: Date
  readonly action: string
  /** Who did it; an administrator's name is told, an address is not. */
  readonly actor: { readonly name: string; readonly role: string | null; readonly isOneself: boolean }
  readonly reason: string | null
  readonly details: Readonly<Record<string, unknown>>
  /** Names of files and folders. */
  readonly privateDetails: Readonly<Record<string, unknown>> | null
}

/** Kinds of actions that concern a person; what keys were used for is the organisation's to know. */
const KINDS = ['data', 'restore', 'backup', 'privacy', 'onedrive', 'person'] as const

/** One's own looking around is no news to oneself. */
const OWN_LOOKS = ['data.browsed', 'data.searched', 'data.snapshots-listed', 'restore.tried'] as const

/**
 * What was done with the backup of the person whose account it is, newest first: who looked into it, restored, downloaded,
 * changed its privacy. Needs `own:read`. Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function listOwnActivity(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  query: z.input<typeof ownActivityQuery>,
): Promise<{ readonly entries: readonly OwnActivity[]; readonly next: number | null }> {
  requirePermission(actor, 'own:read')
  const { before, limit } = parseInput(ownActivityQuery, query)
  if (actor.personId === undefined) return { entries: [], next: null }
  const rows = await sql
    .selectFrom('auditEvent')
    .select(['number', 'at', 'action', 'actor', 'reason', 'details', 'privateDetails'])
    .where('personId', '=', actor.personId)
    .where(raw<string>`split_part(action, '.', 1)`, 'in', KINDS)
    .where((row) =>
      row.or([
        row('action', 'not in', OWN_LOOKS),
        raw<boolean>`audit_event.actor->>'id' is distinct from ${actor.id}`,
      ]),
    )
    .$if(before !== undefined, (select) => select.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    entries: page.map(({ actor: who, ...entry }) => ({
      ...entry,
      actor: { name: who.name, role: who.role ?? null, isOneself: who.id === actor.id },
    })),
    next: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
  }
}
