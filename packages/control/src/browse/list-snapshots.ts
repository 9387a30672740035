import { sql as raw } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, dataOf } from './data-of.ts'

export const snapshotsQuery = z.strictObject({
  /** Taken at or after this moment … */
  from: z.coerce.date().optional(),
  /** … and before this one. */
  to: z.coerce.date().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
})

export interface SnapshotView {
  readonly id: string
  readonly takenAt: Date
  readonly items: number
  readonly bytes: number
  /** What it added to the vault. */
  readonly addedBytes: number
}

/** The snapshots of a person's OneDrive, newest first. Raises what dataOf raises. */
export async function listSnapshots(
  services: Pick<BrowseServices, 'control'>,
  actor: Actor,
  personId: string,
  query: z.input<typeof snapshotsQuery> = {},
): Promise<{ readonly snapshots: readonly SnapshotView[]; readonly next?: string }> {
  const { from, to, limit, cursor } = parseInput(snapshotsQuery, query)
  const { vaultId } = await dataOf(services, actor, personId, 'browse', { action: 'data.snapshots-listed' })
  let select = services.control.sql
    .selectFrom('snapshot')
    .select(['id', 'takenAt', 'items', 'bytes', 'addedBytes'])
    .where('vaultId', '=', vaultId)
    .where('forgottenAt', 'is', null)
  if (from !== undefined) select = select.where('takenAt', '>=', from)
  if (to !== undefined) select = select.where('takenAt', '<', to)
  if (cursor !== undefined) {
    const [at, id] = placeOf(cursor)
    select = select.where(raw<boolean>`(taken_at, id) < (${at}, ${id})`)
  }
  const rows = await select
    .orderBy('takenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const snapshots = rows.slice(0, limit)
  const last = snapshots.at(-1)
  return {
    snapshots,
    ...(rows.length > limit && last && { next: `${last.takenAt.toISOString()} ${last.id}` }),
  }
}

function placeOf(cursor: string): readonly [Date, string] {
  const [at = '', id = ''] = cursor.split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{64}$/.test(id))
    throw controlErrors.HF_INVALID({ reason: 'the cursor is not one of this list' })
  return [new Date(at), id]
}
