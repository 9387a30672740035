import { repositoryErrors } from '../errors.ts'
import { type Id, isId } from './id.ts'
import { parseJsonObject } from './json-object.ts'

/** The numbers restic shows with a snapshot. All are whole and not negative; times are RFC 3339. */
export interface SnapshotSummary {
  readonly backup_start: string
  readonly backup_end: string
  readonly files_new: number
  readonly files_changed: number
  readonly files_unmodified: number
  readonly dirs_new: number
  readonly dirs_changed: number
  readonly dirs_unmodified: number
  readonly data_blobs: number
  readonly tree_blobs: number
  readonly data_added: number
  readonly data_added_packed: number
  readonly total_files_processed: number
  readonly total_bytes_processed: number
}

export interface NewSnapshot {
  /** RFC 3339. */
  readonly time: string
  readonly tree: Id
  readonly paths: readonly string[]
  readonly hostname: string
  readonly username?: string
  readonly tags?: readonly string[]
  readonly parent?: Id
  readonly original?: Id
  readonly programVersion?: string
  readonly summary?: SnapshotSummary
}

/** Marks a snapshot as unfinished work: kept from pruning like any other, but no backup to list or to restore. */
export const CHECKPOINT_TAG = 'checkpoint'

export function isCheckpoint({ tags }: NewSnapshot): boolean {
  return tags?.includes(CHECKPOINT_TAG) ?? false
}

export interface Snapshot extends NewSnapshot {
  readonly id: Id
}

export function encodeSnapshot(snapshot: NewSnapshot): Buffer {
  const { time, parent, tree, paths, hostname, username, tags, original, programVersion, summary } = snapshot
  return Buffer.from(
    JSON.stringify({
      time,
      // An empty id would make the whole file unreadable to restic: left out instead.
      ...(parent && { parent }),
      tree,
      paths,
      hostname,
      ...(username && { username }),
      ...(tags?.length && { tags }),
      ...(original && { original }),
      ...(programVersion && { program_version: programVersion }),
      ...(summary && { summary }),
    }),
  )
}

/** Raises HF_DAMAGED_FILE when the JSON is no snapshot. */
export function decodeSnapshot(json: Uint8Array, id: Id): Snapshot {
  const wrong = (reason: string): never => {
    throw repositoryErrors.HF_DAMAGED_FILE({ file: `snapshots/${id}`, reason })
  }
  const raw = parseJsonObject(json)
  if (!raw) return wrong('it is no JSON object')
  const { time, tree, paths, hostname, username, tags, parent, original, summary } = raw
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return wrong('it has no time')
  if (typeof tree !== 'string' || !isId(tree)) return wrong('it names no tree')
  return {
    id,
    time,
    tree,
    paths: strings(paths),
    hostname: typeof hostname === 'string' ? hostname : '',
    ...(typeof username === 'string' && { username }),
    ...(Array.isArray(tags) && { tags: strings(tags) }),
    ...(typeof parent === 'string' && isId(parent) && { parent }),
    ...(typeof original === 'string' && isId(original) && { original }),
    ...(typeof raw.program_version === 'string' && { programVersion: raw.program_version }),
    ...(typeof summary === 'object' && summary !== null && { summary: summary as SnapshotSummary }),
  }
}

/** What else stands in a list is left out: it is no path and no tag. */
function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}
