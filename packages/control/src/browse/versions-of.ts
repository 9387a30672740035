import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, dataOf } from './data-of.ts'
import { nodeAt } from './entry.ts'
import { contentKey, newestSnapshots } from './find-by-name.ts'
import { drivePath } from './read-folder.ts'

export const versionsQuery = z.strictObject({
  path: drivePath.min(1),
  /** How many snapshots are looked through, newest first. */
  snapshots: z.coerce.number().int().min(1).max(1_000).default(200),
})

/** A content that a file had, from one snapshot to another. */
export interface FileVersion {
  /** The newest snapshot that has it. */
  readonly snapshotId: string
  readonly takenAt: Date
  /** When the oldest of those snapshots was taken, without a gap. */
  readonly since: Date
  readonly size: number
  readonly modifiedAt: string
}

/**
 * The contents that the file at a path had, newest first; the same content again after another one counts again. Empty when
 * no snapshot has a file there. Raises what dataOf raises.
 */
export async function versionsOf(
  services: BrowseServices,
  actor: Actor,
  personId: string,
  query: z.input<typeof versionsQuery>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<FileVersion[]> {
  const { path, snapshots } = parseInput(versionsQuery, query)
  const data = await dataOf(services, actor, personId, 'browse', {
    action: 'data.browsed',
    privateDetails: { path },
  })
  const versions: FileVersion[] = []
  let last: string | undefined
  for (const { id, takenAt } of await newestSnapshots(services, data, snapshots)) {
    signal?.throwIfAborted()
    const node = await nodeAt(await services.openVaults.snapshot(data.vaultId, id, actor), path)
    if (node?.type !== 'file') {
      last = undefined
      continue
    }
    const key = contentKey(node)
    const newest = versions.at(-1)
    if (newest !== undefined && key === last) versions[versions.length - 1] = { ...newest, since: takenAt }
    else
      versions.push({ snapshotId: id, takenAt, since: takenAt, size: node.size ?? 0, modifiedAt: node.mtime })
    last = key
  }
  return versions
}
