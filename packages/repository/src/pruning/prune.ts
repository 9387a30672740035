import { zstdDecompressSync } from 'node:zlib'
import { repositoryErrors } from '../errors.ts'
import { idOf } from '../format/id.ts'
import type { PackEntry } from '../format/pack-header.ts'
import type { Repository } from '../repository.ts'
import type { FinishedPack } from '../workers/messages.ts'
import { OpenPack } from '../workers/open-pack.ts'
import { ownMemory } from '../workers/pack-memory.ts'
import { IndexCollector } from '../writing/index-collector.ts'
import { type IndexedPack, type PruneOptions, type PrunePlan, planPrune } from './plan-prune.ts'

const PACK_SIZE = 16 * 1024 * 1024
/** For the blob that closes a pack. */
const BLOB_ROOM = 5 * 1024 * 1024

export interface PruneRunOptions extends PruneOptions {
  readonly dryRun?: boolean
  readonly onProgress?: (progress: {
    readonly phase: 'repack' | 'remove'
    readonly done: number
    readonly total: number
  }) => void
}

/**
 * Removes what no snapshot needs. The caller holds an exclusive lock. Order of effects: new packs, new index files, old
 * index files go, old packs go; nothing is deleted before what replaces it is durable, so a stop at any point loses nothing.
 */
export async function prune(repository: Repository, options: PruneRunOptions = {}): Promise<PrunePlan> {
  const plan = await planPrune(repository, options)
  if (options.dryRun || (plan.remove.length === 0 && plan.repack.length === 0)) return plan
  const { signal, onProgress } = options
  const collector = new IndexCollector(repository)
  const repacker = new Repacker(repository, collector, signal)
  for (const [done, pack] of plan.repack.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ phase: 'repack', done, total: plan.repack.length })
    await repacker.take(pack)
  }
  await repacker.finish()
  for (const pack of plan.keep) await collector.add(pack.id, pack.entries)
  await collector.flush()
  // From here on the new index is complete: what follows only takes away, and is finished even when a cancel comes.
  for (const id of plan.oldIndexes) await repository.storage.remove({ type: 'index', name: id })
  const gone = [...plan.remove.map((pack) => pack.id), ...plan.repack.map((pack) => pack.id)]
  for (const [done, name] of gone.entries()) {
    onProgress?.({ phase: 'remove', done, total: gone.length })
    await repository.storage.remove({ type: 'pack', name })
  }
  return plan
}

/** Copies the needed blobs of packs, sealed as they are, after proving that each is good. */
class Repacker {
  readonly #repository: Repository
  readonly #collector: IndexCollector
  readonly #signal: AbortSignal | undefined
  readonly #open: Record<'data' | 'tree', OpenPack>

  constructor(repository: Repository, collector: IndexCollector, signal: AbortSignal | undefined) {
    const { masterKey, random } = repository
    const memory = ownMemory(PACK_SIZE + BLOB_ROOM)
    this.#repository = repository
    this.#collector = collector
    this.#signal = signal
    this.#open = {
      data: new OpenPack('data', masterKey, random, memory),
      tree: new OpenPack('tree', masterKey, random, memory),
    }
  }

  async take(pack: IndexedPack & { readonly keep: readonly PackEntry[] }): Promise<void> {
    const bytes = await this.#repository.storage.load(
      { type: 'pack', name: pack.id },
      { ...(this.#signal && { signal: this.#signal }) },
    )
    for (const entry of pack.keep) {
      const sealed = bytes.subarray(entry.offset, entry.offset + entry.length)
      this.#prove(entry, sealed)
      const target = this.#open[entry.type]
      target.addSealed(entry, sealed)
      if (target.size >= PACK_SIZE) await this.#store(target.close())
    }
  }

  async finish(): Promise<void> {
    await this.#store(this.#open.data.close())
    await this.#store(this.#open.tree.close())
  }

  #prove(entry: PackEntry, sealed: Buffer): void {
    const body = this.#repository.masterKey.open(sealed)
    const plaintext = entry.uncompressedLength === undefined ? body : zstdDecompressSync(body)
    if (idOf(plaintext) !== entry.id) {
      throw repositoryErrors.HF_PRUNE_UNSAFE({ reason: `the ${entry.type} blob ${entry.id} is damaged` })
    }
  }

  async #store(pack: FinishedPack | undefined): Promise<void> {
    if (!pack) return
    await this.#repository.storage.save({ type: 'pack', name: pack.id }, pack.bytes)
    await this.#collector.add(pack.id, pack.entries)
  }
}
