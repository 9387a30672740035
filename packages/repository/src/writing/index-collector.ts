import type { Clock } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import { encodeIndexFile } from '../format/index-file.ts'
import type { PackEntry } from '../format/pack-header.ts'
import type { Repository } from '../repository.ts'

/** restic's limits: an index file stays below 8 MiB, and no upload waits longer than this for its index. */
const MAX_BLOBS = 30_000
const MAX_AGE = 10 * 60_000

/** A pack and the blobs in it. */
export interface IndexedPack {
  readonly id: Id
  readonly blobs: readonly PackEntry[]
}

/** Gathers durable packs into index files. Each pack is wholly in one file. */
export class IndexCollector {
  readonly #repository: Repository
  readonly #clock: Clock
  #packs: IndexedPack[] = []
  #blobs = 0
  #since: number
  #saving: Promise<void> = Promise.resolve()

  readonly #onIndexed: (pack: IndexedPack) => void

  /** @param onIndexed told of each pack once a durable index file names it */
  constructor(repository: Repository, onIndexed: (pack: IndexedPack) => void = () => {}) {
    this.#repository = repository
    this.#onIndexed = onIndexed
    this.#clock = repository.clock
    this.#since = this.#clock.now()
  }

  /** Takes a pack that is durable; writes an index file when it is time for one. */
  async add(id: Id, blobs: readonly PackEntry[]): Promise<void> {
    this.#packs.push({ id, blobs })
    this.#blobs += blobs.length
    if (this.#blobs >= MAX_BLOBS || this.#clock.now() - this.#since > MAX_AGE) await this.flush()
  }

  /** Resolves when every pack taken so far is named by a durable index file. */
  async flush(): Promise<void> {
    const packs = this.#packs
    this.#packs = []
    this.#blobs = 0
    this.#since = this.#clock.now()
    const before = this.#saving
    this.#saving = (async () => {
      await before
      for (const group of groups(packs)) {
        await this.#repository.saveUnpacked('index', encodeIndexFile({ packs: group }))
        for (const pack of group) this.#onIndexed(pack)
      }
    })()
    await this.#saving
  }
}

function* groups(packs: readonly IndexedPack[]): Generator<IndexedPack[]> {
  let group: IndexedPack[] = []
  let blobs = 0
  for (const pack of packs) {
    if (blobs > 0 && blobs + pack.blobs.length > MAX_BLOBS) {
      yield group
      group = []
      blobs = 0
    }
    group.push(pack)
    blobs += pack.blobs.length
  }
  if (group.length > 0) yield group
}
