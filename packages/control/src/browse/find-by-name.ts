import type { OpenedSnapshot } from '@holdfast/engine'
import type { Id, TreeNode } from '@holdfast/repository'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, type DataOf, dataOf, findSnapshot, type SnapshotRow } from './data-of.ts'
import { type Entry, entryOf } from './entry.ts'
import { snapshotId } from './read-folder.ts'

export const findQuery = z.strictObject({
  /** A part of the name; `*` and `?` stand for any text and any character. */
  name: z.string().min(1).max(256),
  /** One snapshot alone, or `latest`; without it, several are looked through. */
  snapshot: snapshotId.optional(),
  /** How many of them, newest first. */
  snapshots: z.coerce.number().int().min(1).max(1_000).default(100),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
})

/** Something of that name, as it was in one snapshot or several. */
export interface Found extends Entry {
  readonly path: string
  /** The newest snapshot that has it just so. */
  readonly snapshotId: string
  readonly takenAt: Date
}

export interface FoundList {
  readonly found: readonly Found[]
  /** There is more than `limit`. */
  readonly isCut: boolean
  readonly snapshotsSearched: number
}

/**
 * Looks for files and folders by name over a person's snapshots, newest first. A file that is the same in several snapshots
 * is found once, in the newest. Raises what dataOf raises, HF_NOT_FOUND for the snapshot.
 */
export async function findByName(
  services: BrowseServices,
  actor: Actor,
  personId: string,
  query: z.input<typeof findQuery>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<FoundList> {
  const { name, snapshot, snapshots, limit } = parseInput(findQuery, query)
  const data = await dataOf(services, actor, personId, 'browse', {
    action: 'data.searched',
    privateDetails: { name },
  })
  const rows =
    snapshot === undefined
      ? await newestSnapshots(services, data, snapshots)
      : [await findSnapshot(services.control.sql, data, snapshot)]
  const search = new Search(namePattern(name), limit)
  let searched = 0
  for (const row of rows) {
    signal?.throwIfAborted()
    const opened = await services.openVaults.snapshot(data.vaultId, row.id, actor)
    searched++
    if (!(await search.in(opened, row, signal))) break
  }
  return { found: search.found, isCut: search.isFull, snapshotsSearched: searched }
}

export async function newestSnapshots(
  { control }: Pick<BrowseServices, 'control'>,
  { vaultId }: Pick<DataOf, 'vaultId'>,
  limit: number,
): Promise<SnapshotRow[]> {
  return await control.sql
    .selectFrom('snapshot')
    .select(['id', 'takenAt'])
    .where('vaultId', '=', vaultId)
    .where('forgottenAt', 'is', null)
    .orderBy('takenAt', 'desc')
    .limit(limit)
    .execute()
}

class Search {
  readonly found: Found[] = []
  isFull = false
  readonly #pattern: RegExp
  readonly #limit: number
  /** Folders as they were, with their paths: the same again holds nothing new. */
  readonly #seen = new Set<string>()

  constructor(pattern: RegExp, limit: number) {
    this.#pattern = pattern
    this.#limit = limit
  }

  /** False when nothing more is wanted. */
  async in(snapshot: OpenedSnapshot, row: SnapshotRow, signal?: AbortSignal): Promise<boolean> {
    await this.#folder(snapshot, row, snapshot.filesTree, '', signal)
    return !this.isFull
  }

  async #folder(
    snapshot: OpenedSnapshot,
    row: SnapshotRow,
    tree: Id,
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const key = `${tree} ${path}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    signal?.throwIfAborted()
    for (const node of await snapshot.reader.readTree(tree)) {
      const at = path === '' ? node.name : `${path}/${node.name}`
      this.#look(node, at, row)
      if (this.isFull) return
      if (node.subtree !== undefined) await this.#folder(snapshot, row, node.subtree, at, signal)
      if (this.isFull) return
    }
  }

  #look(node: TreeNode, path: string, { id, takenAt }: SnapshotRow): void {
    if (!this.#pattern.test(node.name)) return
    const key = `${contentKey(node)} ${path}`
    if (this.#seen.has(key)) return
    if (this.found.length === this.#limit) {
      this.isFull = true
      return
    }
    this.#seen.add(key)
    this.found.push({ ...entryOf(node), path, snapshotId: id, takenAt })
  }
}

/** Two files with the same key are the same, to the byte. A folder is the same whatever is in it. */
export function contentKey({ type, content, size }: TreeNode): string {
  return type === 'dir' ? 'folder' : `file ${size ?? 0} ${(content ?? []).join()}`
}

/** A text without wildcards is looked for anywhere in the name. */
function namePattern(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  if (!/[*?]/.test(name)) return new RegExp(escaped, 'iu')
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'isu')
}
