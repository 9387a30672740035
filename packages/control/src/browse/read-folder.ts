import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, dataOf, findSnapshot } from './data-of.ts'
import { type Entry, entryOf, folderAt } from './entry.ts'

export const snapshotId = z.union([z.literal('latest'), z.string().regex(/^[0-9a-f]{64}$/)])

/** Below the OneDrive's root: `Documents/Plans`. */
export const drivePath = z.string().max(2_000)

export const folderQuery = z.strictObject({
  /** Empty for the root. */
  path: drivePath.default(''),
  sort: z.enum(['name', 'size', 'modified']).default('name'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
})

export interface FolderPage {
  readonly snapshotId: string
  readonly takenAt: Date
  readonly entries: readonly Entry[]
  readonly total: number
  readonly next?: string
}

/**
 * What is in a folder of a snapshot, folders first. Needs the right to browse the person's data. Raises what dataOf raises,
 * HF_NOT_FOUND for the snapshot, HF_PATH_UNKNOWN, HF_NOT_A_FOLDER.
 */
export async function readFolder(
  services: BrowseServices,
  actor: Actor,
  personId: string,
  snapshot: string,
  query: z.input<typeof folderQuery> = {},
): Promise<FolderPage> {
  const { path, sort, order, limit, cursor = '0' } = parseInput(folderQuery, query)
  const data = await dataOf(services, actor, personId, 'browse', {
    action: 'data.browsed',
    details: { snapshot },
    privateDetails: { path },
  })
  const { id, takenAt } = await findSnapshot(services.control.sql, data, parseInput(snapshotId, snapshot))
  const opened = await services.openVaults.snapshot(data.vaultId, id, actor)
  const entries = (await folderAt(opened, path)).map(entryOf).sort(comparing(sort, order))
  const from = Number(cursor)
  if (from > entries.length) throw controlErrors.HF_INVALID({ reason: 'the cursor is not one of this list' })
  const to = from + limit
  return {
    snapshotId: id,
    takenAt,
    entries: entries.slice(from, to),
    total: entries.length,
    ...(to < entries.length && { next: String(to) }),
  }
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function comparing(
  sort: 'name' | 'size' | 'modified',
  order: 'ascending' | 'descending',
): (a: Entry, b: Entry) => number {
  const sign = order === 'ascending' ? 1 : -1
  return (a, b) => {
    if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1
    if (sort === 'size' && a.size !== b.size) return sign * ((a.size ?? 0) - (b.size ?? 0))
    if (sort === 'modified' && a.modifiedAt !== b.modifiedAt)
      return sign * (Date.parse(a.modifiedAt) - Date.parse(b.modifiedAt))
    return sort === 'name' ? sign * byName.compare(a.name, b.name) : byName.compare(a.name, b.name)
  }
}
