import { repositoryErrors } from '../errors.ts'
import type { Id } from '../format/id.ts'
import type { BlobIndex } from '../index/blob-index.ts'
import { BlobReader } from '../reading/blob-reader.ts'
import type { Repository } from '../repository.ts'

/** The blobs that the repository's snapshots need, as `type` + `id`. */
export type UsedBlobs = ReadonlySet<string>

/**
 * Walks all snapshots. Raises HF_PRUNE_UNSAFE when a needed blob is in no index: with part of the picture missing,
 * nothing may be called unused.
 */
export async function findUsedBlobs(
  repository: Repository,
  index: BlobIndex,
  signal?: AbortSignal,
): Promise<UsedBlobs> {
  const reader = new BlobReader(repository, index)
  const used = new Set<string>()
  const pending: Id[] = (await repository.allSnapshots({ ...(signal && { signal }) })).map(
    (snapshot) => snapshot.tree,
  )
  for (let tree = pending.pop(); tree; tree = pending.pop()) {
    signal?.throwIfAborted()
    if (used.has(`tree${tree}`)) continue
    requireBlob(index, 'tree', tree)
    used.add(`tree${tree}`)
    for (const node of await reader.readTree(tree, { ...(signal && { signal }) })) {
      if (node.subtree) pending.push(node.subtree)
      for (const blob of node.content ?? []) {
        requireBlob(index, 'data', blob)
        used.add(`data${blob}`)
      }
    }
  }
  return used
}

function requireBlob(index: BlobIndex, type: 'data' | 'tree', id: Id): void {
  if (!index.has(type, id))
    throw repositoryErrors.HF_PRUNE_UNSAFE({
      reason: `no index names the ${type} blob ${id}, which a snapshot needs`,
    })
}
