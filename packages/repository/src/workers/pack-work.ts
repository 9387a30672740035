import { QuickXorHash, type Random, reclaimAll, reclaimBuffers, systemRandom } from '@holdfast/base'
import { Chunker, DATA_CHUNKS, METADATA_CHUNKS } from '../chunking/chunker.ts'
import { idOf } from '../format/id.ts'
import { MasterKey } from '../format/master-key.ts'
import type { BlobType } from '../format/pack-header.ts'
import type { BlobSlice, FinishedPack, WorkerAnswer, WorkerSetup, WorkerTask } from './messages.ts'
import { OpenPack } from './open-pack.ts'
import type { PackMemory } from './pack-memory.ts'

export interface PackWorkOptions {
  readonly setup: WorkerSetup
  readonly memory: PackMemory
  /** Told of each pack that a task closes. */
  readonly onClosed?: () => void
  readonly random?: Random
}

/** The CPU work of writing: cutting, hashing, compressing, sealing. Fills packs of its own. */
export class PackWork {
  readonly #setup: WorkerSetup
  readonly #onClosed: () => void
  readonly #chunkers: Readonly<Record<'data' | 'metadata', Chunker>>
  readonly #open: Readonly<Record<BlobType, OpenPack>>

  constructor({ setup, memory, onClosed = () => {}, random = systemRandom }: PackWorkOptions) {
    const key = MasterKey.fromBytes(setup.key)
    this.#setup = setup
    this.#onClosed = onClosed
    this.#chunkers = {
      data: new Chunker(setup.polynomial, DATA_CHUNKS),
      metadata: new Chunker(setup.polynomial, METADATA_CHUNKS),
    }
    this.#open = {
      data: new OpenPack('data', key, random, memory),
      tree: new OpenPack('tree', key, random, memory),
    }
  }

  perform(task: WorkerTask): WorkerAnswer {
    switch (task.kind) {
      case 'chunk': {
        const data = new Uint8Array(task.buffer, 0, task.length)
        const pieces: BlobSlice[] = []
        let offset = 0
        for (const cut of this.#chunkers[task.chunking].cuts(data, task.final, task.searched)) {
          pieces.push({ id: idOf(data.subarray(offset, cut)), offset, length: cut - offset })
          offset = cut
        }
        if (task.hashFrom === undefined) return { pieces, packs: [] }
        const hashPart = new QuickXorHash(task.hashFrom).update(data.subarray(0, offset)).part()
        return { pieces, hashPart, packs: [] }
      }
      case 'add': {
        const packs: FinishedPack[] = []
        const pack = this.#open[task.type]
        for (const { id, offset, length } of task.blobs) {
          pack.add(id, new Uint8Array(task.buffer, offset, length), this.#setup.compress)
          // Sealing and opening again leave about twice the blob behind.
          reclaimBuffers(2 * length)
          if (pack.size >= this.#setup.packSize) this.#collect(pack, packs)
        }
        return { packs }
      }
      case 'close': {
        const packs: FinishedPack[] = []
        this.#collect(this.#open.data, packs)
        this.#collect(this.#open.tree, packs)
        reclaimAll()
        return { packs }
      }
    }
  }

  #collect(pack: OpenPack, packs: FinishedPack[]): void {
    const finished = pack.close()
    if (!finished) return
    packs.push(finished)
    this.#onClosed()
  }
}
