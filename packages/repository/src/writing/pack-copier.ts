import { blobProblem } from '../checking/blob-problem.ts'
import { repositoryErrors } from '../errors.ts'
import type { Id } from '../format/id.ts'
import type { PackEntry } from '../format/pack-header.ts'
import type { Repository } from '../repository.ts'
import type { FinishedPack } from '../workers/messages.ts'
import { OpenPack } from '../workers/open-pack.ts'
import { ownMemory } from '../workers/pack-memory.ts'
import type { IndexCollector } from './index-collector.ts'

const PACK_SIZE = 16 * 1024 * 1024
/** For the blob that closes a pack. */
const BLOB_ROOM = 5 * 1024 * 1024

/** Copies the needed blobs of packs, sealed as they are, after proving that each is good. */
export class PackCopier {
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

  async take(pack: { readonly id: Id; readonly keep: readonly PackEntry[] }): Promise<void> {
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
    if (blobProblem({ ...entry, offset: 0 }, sealed, this.#repository.masterKey) !== undefined) {
      throw repositoryErrors.HF_PRUNE_UNSAFE({ reason: `the ${entry.type} blob ${entry.id} is damaged` })
    }
  }

  async #store(pack: FinishedPack | undefined): Promise<void> {
    if (!pack) return
    await this.#repository.storage.save({ type: 'pack', name: pack.id }, pack.bytes)
    await this.#collector.add(pack.id, pack.entries)
  }
}
