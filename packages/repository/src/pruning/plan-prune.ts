import { repositoryErrors } from '../errors.ts'
import type { Id } from '../format/id.ts'
import { decodeIndexFile } from '../format/index-file.ts'
import { type PackEntry, packFileSize } from '../format/pack-header.ts'
import { BlobIndex } from '../index/blob-index.ts'
import type { Repository } from '../repository.ts'
import { findUsedBlobs } from './used-blobs.ts'

export interface PruneOptions {
  /** Unused bytes that may stay, as a share of the used ones (default 5): rewriting a pack for a little is not worth it. */
  readonly maxUnusedPercent?: number
  /** Bytes of packs that are rewritten at most (default: no limit); the rest waits for a next run. Removing costs nothing. */
  readonly maxRepackBytes?: number
  readonly signal?: AbortSignal
}

/** A pack as the indexes describe it. */
export interface IndexedPack {
  readonly id: Id
  readonly entries: readonly PackEntry[]
}

export interface PrunePlan {
  /** Wholly unused, or named by no index. */
  readonly remove: readonly { readonly id: Id; readonly size: number }[]
  /** Partly used: the blobs of `keep` are copied into new packs, then the pack goes. */
  readonly repack: readonly (IndexedPack & { readonly keep: readonly PackEntry[] })[]
  readonly keep: readonly IndexedPack[]
  /** Index files that the new ones replace. */
  readonly oldIndexes: readonly Id[]
  readonly usedBytes: number
  readonly unusedBytes: number
  /** What is freed, about. */
  readonly freedBytes: number
  /** Partly used packs that would be rewritten but for `maxRepackBytes`. */
  readonly postponed: number
}

/** Decides what pruning would do; changes nothing. Raises HF_PRUNE_UNSAFE when the repository is not whole. */
export async function planPrune(repository: Repository, options: PruneOptions = {}): Promise<PrunePlan> {
  const { maxUnusedPercent = 5, maxRepackBytes = Number.POSITIVE_INFINITY, signal } = options
  const { packs, oldIndexes, index } = await readIndexes(repository, signal)
  const used = await findUsedBlobs(repository, index, signal)
  const sizes = new Map<Id, number>()
  for await (const { name, size } of repository.storage.list('pack', { ...(signal && { signal }) }))
    sizes.set(name as Id, size)

  const claimed = new Set<string>()
  const remove: { id: Id; size: number }[] = []
  const candidates: (IndexedPack & { keep: PackEntry[]; unused: number })[] = []
  const keep: IndexedPack[] = []
  let usedBytes = 0
  let unusedBytes = 0
  for (const pack of packs) {
    const size = sizes.get(pack.id)
    sizes.delete(pack.id)
    // Of a blob that lies in two packs one copy is enough.
    const needed = pack.entries.filter(({ type, id }) => used.has(type + id) && !claimed.has(type + id))
    if (needed.length > 0 && size !== packFileSize(pack.entries)) {
      throw repositoryErrors.HF_PRUNE_UNSAFE({
        reason: `pack ${pack.id} is ${size === undefined ? 'missing' : 'not as long as its index says'}`,
      })
    }
    for (const { type, id } of needed) claimed.add(type + id)
    const bytes = needed.reduce((sum, entry) => sum + entry.length, 0)
    const unused = pack.entries.reduce((sum, entry) => sum + entry.length, 0) - bytes
    usedBytes += bytes
    unusedBytes += unused
    if (needed.length === 0) {
      if (size !== undefined) remove.push({ id: pack.id, size })
    } else if (unused === 0) keep.push(pack)
    else candidates.push({ ...pack, keep: needed, unused })
  }
  for (const [id, size] of sizes) remove.push({ id, size })
  const { repack, stay, freed, postponed } = choose(candidates, {
    maxUnused: (usedBytes * maxUnusedPercent) / 100,
    maxRepack: maxRepackBytes,
  })
  return {
    remove,
    repack,
    keep: [...keep, ...stay],
    oldIndexes,
    usedBytes,
    unusedBytes,
    freedBytes: remove.reduce((sum, pack) => sum + pack.size, 0) + freed,
    postponed,
  }
}

/** The packs with the largest unused share first, until what stays unused, or what is rewritten, is within its limit. */
function choose<P extends IndexedPack & { keep: readonly PackEntry[]; unused: number }>(
  candidates: P[],
  { maxUnused, maxRepack }: { readonly maxUnused: number; readonly maxRepack: number },
): { repack: P[]; stay: P[]; freed: number; postponed: number } {
  const share = (pack: P): number => pack.unused / packFileSize(pack.entries)
  const order = candidates.sort((a, b) => share(b) - share(a))
  let left = order.reduce((sum, pack) => sum + pack.unused, 0)
  const repack: P[] = []
  const stay: P[] = []
  let [freed, rewritten, postponed] = [0, 0, 0]
  for (const pack of order) {
    const size = packFileSize(pack.entries)
    if (left <= maxUnused) stay.push(pack)
    else if (rewritten + size > maxRepack) {
      stay.push(pack)
      left -= pack.unused
      postponed++
    } else {
      repack.push(pack)
      left -= pack.unused
      freed += pack.unused
      rewritten += size
    }
  }
  return { repack, stay, freed, postponed }
}

async function readIndexes(
  repository: Repository,
  signal?: AbortSignal,
): Promise<{ packs: IndexedPack[]; oldIndexes: Id[]; index: BlobIndex }> {
  const packs = new Map<Id, IndexedPack>()
  const index = new BlobIndex()
  const options = { ...(signal && { signal }) }
  const oldIndexes = await repository.listIds('index', options)
  for (const id of oldIndexes) {
    const file = decodeIndexFile(await repository.loadUnpacked('index', id, options), `index/${id}`)
    for (const pack of file.packs) {
      if (packs.has(pack.id)) continue
      packs.set(pack.id, { id: pack.id, entries: pack.blobs })
      for (const entry of pack.blobs) index.add(pack.id, entry)
    }
  }
  return { packs: [...packs.values()], oldIndexes, index }
}
