import type { Id, TreeNode } from '@holdfast/repository'
import { engineErrors } from '../errors.ts'
import type { OpenedSnapshot, SnapshotReader } from '../snapshot/opened-snapshot.ts'
import { quarantinedEntries } from './quarantined-entries.ts'

/** A file or directory of a snapshot, with the names that lead to it from the drive's root. */
export interface SelectedEntry {
  readonly path: readonly string[]
  readonly node: TreeNode
}

/**
 * The entries below the given paths, directories before what is in them, in the order of the trees. A path names one
 * file or one directory with all below it; the directories on the way to it come too. What lies in quarantine comes
 * only when it is asked for, in a folder of its own. Raises HF_PATH_NOT_FOUND.
 */
export async function* selectEntries(
  snapshot: OpenedSnapshot,
  include: readonly string[] = [],
  { quarantined = false }: { readonly quarantined?: boolean | undefined } = {},
): AsyncGenerator<SelectedEntry> {
  const wanted = new PathSet(include)
  yield* walk(snapshot.reader, snapshot.filesTree, [], wanted)
  if (quarantined) yield* quarantinedEntries(snapshot, (path) => wanted.touches(path))
  const missing = wanted.unmet()
  if (missing)
    throw engineErrors.HF_PATH_NOT_FOUND({ path: missing, snapshot: snapshot.snapshot.id.slice(0, 8) })
}

async function* walk(
  reader: SnapshotReader,
  tree: Id,
  parent: readonly string[],
  wanted: PathSet,
): AsyncGenerator<SelectedEntry> {
  for (const node of await reader.readTree(tree)) {
    const path = [...parent, node.name]
    if (!wanted.touches(path)) continue
    yield { path, node }
    if (node.type === 'dir' && node.subtree) yield* walk(reader, node.subtree, path, wanted)
  }
}

/** Paths as a person gives them. Compared without regard to case, as OneDrive does. */
class PathSet {
  readonly #paths: { readonly given: string; readonly names: readonly string[]; met: boolean }[]

  constructor(paths: readonly string[]) {
    this.#paths = paths
      .map((given) => ({ given, names: splitPath(given).map((name) => name.toLowerCase()), met: false }))
      .filter((path) => path.names.length > 0)
  }

  /** Whether the path is selected, lies below a selected one, or leads to one. */
  touches(path: readonly string[]): boolean {
    if (this.#paths.length === 0) return true
    let touched = false
    for (const entry of this.#paths) {
      const shared = Math.min(path.length, entry.names.length)
      if (!path.slice(0, shared).every((name, i) => name.toLowerCase() === entry.names[i])) continue
      touched = true
      if (path.length >= entry.names.length) entry.met = true
    }
    return touched
  }

  unmet(): string | undefined {
    return this.#paths.find((path) => !path.met)?.given
  }
}

/** `Documents/Plans/`, `/Documents/Plans` and `Documents\Plans` are the same path. */
export function splitPath(path: string): string[] {
  return path.split(/[/\\]/).filter((name) => name !== '' && name !== '.')
}

/** Files and bytes that a restore of the selection moves at most. */
export async function measureSelection(
  snapshot: OpenedSnapshot,
  include?: readonly string[],
  options?: { readonly quarantined?: boolean | undefined },
): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 }
  for await (const { node } of selectEntries(snapshot, include, options)) {
    if (node.type !== 'file') continue
    total.files++
    total.bytes += node.size ?? 0
  }
  return total
}
