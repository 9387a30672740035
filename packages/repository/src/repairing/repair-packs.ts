import { HoldfastError } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import { decodeIndexFile } from '../format/index-file.ts'
import type { PackEntry } from '../format/pack-header.ts'
import type { Repository } from '../repository.ts'
import { IndexCollector } from '../writing/index-collector.ts'
import { PackCopier } from '../writing/pack-copier.ts'
import { type ExaminedPack, examinePack } from './examine-pack.ts'

export interface RepairOptions {
  /** Only find out what would be done. */
  readonly dryRun?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: {
    readonly phase: 'read' | 'rescue'
    readonly done: number
    readonly total: number
  }) => void
}

export interface PackRepair {
  readonly packs: number
  /** Packs with a byte that is not as it was written; what could be read of them lies in new packs. */
  readonly damagedPacks: readonly Id[]
  /** Packs of another vault: whole, sealed with another key. They are left where they are. */
  readonly foreignPacks: readonly Id[]
  /** Packs that an index names and that are not there. */
  readonly missingPacks: readonly Id[]
  /** Index files that could not be read. */
  readonly damagedIndexes: readonly Id[]
  /** Blobs saved from damaged packs. */
  readonly rescued: number
  /** Blobs of which no good copy is left anywhere. */
  readonly lost: readonly PackEntry[]
  /** Whether anything was written (with `dryRun`: would be). */
  readonly changed: boolean
}

/**
 * Reads every pack, writes an index of what is really there, and saves what can be read of damaged packs. Order of
 * effects: new packs, new index files, old index files go, damaged packs go; at every moment each good blob is in a pack
 * that an index names. The caller holds an exclusive lock.
 */
export async function repairPacks(repository: Repository, options: RepairOptions = {}): Promise<PackRepair> {
  const { dryRun = false, signal, onProgress } = options
  const known = await readIndexes(repository, signal)
  const ids = await repository.listIds('pack', { ...(signal && { signal }) })
  const packs: ExaminedPack[] = []
  for (const [done, id] of ids.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ phase: 'read', done, total: ids.length })
    const bytes = await repository.storage.load({ type: 'pack', name: id }, { ...(signal && { signal }) })
    packs.push(examinePack(id, bytes, known.packs.get(id) ?? [], repository.masterKey))
  }
  const there = new Set(ids)
  const sound = packs.filter((pack) => pack.sound)
  const foreign = packs.filter((pack) => pack.foreign)
  const damaged = packs.filter((pack) => !pack.sound && !pack.foreign)
  const kept = new Set(sound.flatMap(({ good }) => good.map(keyOf)))
  const rescue = damaged.map(({ id, good }) => ({ id, keep: good.filter((entry) => !seen(kept, entry)) }))
  const lost = new Map<string, PackEntry>()
  for (const entries of known.packs.values()) {
    for (const entry of entries) if (!kept.has(keyOf(entry))) lost.set(keyOf(entry), entry)
  }
  const missingPacks = [...known.packs.keys()].filter((id) => !there.has(id))
  const changed =
    damaged.length > 0 ||
    missingPacks.length > 0 ||
    known.damaged.length > 0 ||
    !sameIndex(known.packs, sound)
  if (changed && !dryRun) {
    const collector = new IndexCollector(repository)
    const copier = new PackCopier(repository, collector, signal)
    for (const [done, pack] of rescue.entries()) {
      onProgress?.({ phase: 'rescue', done, total: rescue.length })
      if (pack.keep.length > 0) await copier.take(pack)
    }
    await copier.finish()
    for (const { id, good } of sound) await collector.add(id, good)
    await collector.flush()
    for (const id of known.ids) await repository.storage.remove({ type: 'index', name: id })
    for (const { id } of damaged) await repository.storage.remove({ type: 'pack', name: id })
  }
  return {
    packs: ids.length,
    damagedPacks: damaged.map(({ id }) => id),
    foreignPacks: foreign.map(({ id }) => id),
    missingPacks,
    damagedIndexes: known.damaged,
    rescued: rescue.reduce((sum, { keep }) => sum + keep.length, 0),
    lost: [...lost.values()],
    changed,
  }
}

interface KnownPacks {
  readonly ids: readonly Id[]
  readonly damaged: readonly Id[]
  readonly packs: ReadonlyMap<Id, readonly PackEntry[]>
}

/** What the readable index files say of each pack, all of it where they disagree. */
async function readIndexes(repository: Repository, signal?: AbortSignal): Promise<KnownPacks> {
  const packs = new Map<Id, PackEntry[]>()
  const damaged: Id[] = []
  const ids = await repository.listIds('index', { ...(signal && { signal }) })
  for (const id of ids) {
    try {
      const file = decodeIndexFile(await repository.loadUnpacked('index', id), `index/${id}`)
      for (const pack of file.packs) packs.set(pack.id, [...(packs.get(pack.id) ?? []), ...pack.blobs])
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.retry === 'now') throw error
      damaged.push(id)
    }
  }
  return { ids, damaged, packs }
}

/** Whether the index names just the packs that are there, with what is in them. */
function sameIndex(known: KnownPacks['packs'], sound: readonly ExaminedPack[]): boolean {
  const text = (entries: readonly PackEntry[]): string =>
    [...new Set(entries.map((entry) => JSON.stringify([keyOf(entry), entry.offset, entry.length])))]
      .sort()
      .join()
  return (
    known.size === sound.length && sound.every(({ id, good }) => text(known.get(id) ?? []) === text(good))
  )
}

function keyOf({ type, id }: PackEntry): string {
  return type + id
}

/** Whether a blob was noted before; notes it. */
function seen(noted: Set<string>, entry: PackEntry): boolean {
  const key = keyOf(entry)
  if (noted.has(key)) return true
  noted.add(key)
  return false
}
