import { HoldfastError, hasCode } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import { decodeIndexFile } from '../format/index-file.ts'
import { type PackEntry, packFileSize } from '../format/pack-header.ts'
import { decodeSnapshot, type Snapshot } from '../format/snapshot.ts'
import { BlobIndex } from '../index/blob-index.ts'
import { unreadableLocks } from '../locks/lock.ts'
import { BlobReader } from '../reading/blob-reader.ts'
import type { Repository } from '../repository.ts'
import { checkPack } from './check-pack.ts'
import { TreeChecker } from './check-trees.ts'
import { damagedKeys } from './damaged-keys.ts'
import type { CheckReport, Finding } from './finding.ts'

export interface CheckOptions {
  /**
   * Read packs too: all of them, or the n-th of t parts (1 ≤ part ≤ of). A pack's part follows from its name, so that each
   * is read once in t checks, whatever is added and removed between them.
   */
  readonly readData?: boolean | { readonly part: number; readonly of: number }
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: {
    readonly phase: 'structure' | 'data'
    readonly done: number
    readonly total: number
  }) => void
}

/**
 * Looks for damage in everything stored. What it finds is returned, not raised; only what concerns the storage itself
 * (no rights, no network) is raised. The caller holds a lock; a shared one will do, beside backups.
 */
export async function check(repository: Repository, options: CheckOptions = {}): Promise<CheckReport> {
  return await new Checker(repository, options).run()
}

class Checker {
  readonly #repository: Repository
  readonly #options: CheckOptions
  readonly #findings: Finding[] = []
  readonly #index = new BlobIndex()
  /** What the indexes say of each pack, and in how many of them it stands. */
  readonly #packs = new Map<Id, { entries: readonly PackEntry[]; indexes: number }>()
  #bytesRead = 0

  constructor(repository: Repository, options: CheckOptions) {
    this.#repository = repository
    this.#options = options
  }

  async run(): Promise<CheckReport> {
    const snapshots = await this.#loadSnapshots()
    await this.#checkConfigAndKeys()
    await this.#checkLocks()
    await this.#loadIndexes()
    await this.#comparePacks()
    const trees = new TreeChecker(new BlobReader(this.#repository, this.#index), this.#index)
    for (const [done, snapshot] of snapshots.entries()) {
      this.#options.onProgress?.({ phase: 'structure', done, total: snapshots.length })
      await trees.snapshot(snapshot, this.#options.signal)
    }
    this.#findings.push(...trees.findings)
    if (this.#options.readData) await this.#readPacks()
    return {
      findings: this.#findings,
      snapshots: snapshots.length,
      packs: this.#packs.size,
      trees: trees.trees,
      blobs: this.#index.size,
      bytesRead: this.#bytesRead,
    }
  }

  /** Runs a step of which damage is a finding. */
  async #attempt<T>(
    kind: Finding['kind'],
    subject: string,
    action: () => Promise<T>,
  ): Promise<T | undefined> {
    this.#options.signal?.throwIfAborted()
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.retry === 'now' || error.code === 'HF_STORAGE_READ_ONLY')
        throw error
      this.#found('error', kind, error.message, subject)
      return undefined
    }
  }

  async #loadSnapshots(): Promise<Snapshot[]> {
    const snapshots: Snapshot[] = []
    for (const id of await this.#repository.listIds('snapshot')) {
      const snapshot = await this.#attempt('snapshot-damaged', `snapshots/${id}`, async () => {
        const json = await this.#stillThere(id)
        return json && decodeSnapshot(json, id)
      })
      if (snapshot) snapshots.push(snapshot)
    }
    return snapshots
  }

  /** Undefined for one that went after it was listed: a backup that runs meanwhile removes its checkpoints. */
  async #stillThere(id: Id): Promise<Buffer | undefined> {
    try {
      return await this.#repository.loadUnpacked('snapshot', id)
    } catch (error) {
      if (hasCode(error, 'HF_STORAGE_NOT_FOUND')) return undefined
      throw error
    }
  }

  async #checkConfigAndKeys(): Promise<void> {
    const { storage, masterKey } = this.#repository
    await this.#attempt('config-damaged', 'config', async () =>
      masterKey.open(await storage.load({ type: 'config', name: '' })),
    )
    for (const id of await damagedKeys(this.#repository)) {
      const message = `The key file ${id} is not what its name says: restic cannot open the repository.`
      this.#found('error', 'key-damaged', message, `keys/${id}`)
    }
  }

  async #checkLocks(): Promise<void> {
    for (const id of await unreadableLocks(this.#repository)) {
      const message = `The lock file ${id} cannot be read: newer versions of restic refuse to work until it is removed.`
      this.#found('warning', 'lock-damaged', message, `locks/${id}`)
    }
  }

  async #loadIndexes(): Promise<void> {
    for (const id of await this.#repository.listIds('index')) {
      const file = await this.#attempt('index-damaged', `index/${id}`, async () =>
        decodeIndexFile(await this.#repository.loadUnpacked('index', id), `index/${id}`),
      )
      for (const pack of file?.packs ?? []) {
        const known = this.#packs.get(pack.id)
        this.#packs.set(pack.id, { entries: pack.blobs, indexes: (known?.indexes ?? 0) + 1 })
        if (known && JSON.stringify(known.entries) !== JSON.stringify(pack.blobs)) {
          this.#found(
            'error',
            'index-damaged',
            `Two index files say different things of pack ${pack.id}.`,
            `index/${id}`,
          )
        }
        if (!known) for (const entry of pack.blobs) this.#index.add(pack.id, entry)
      }
    }
  }

  /** The packs that are there against those that the indexes name. */
  async #comparePacks(): Promise<void> {
    const sizes = new Map<string, number>()
    for await (const { name, size } of this.#repository.storage.list('pack')) sizes.set(name, size)
    for (const [id, { entries, indexes }] of this.#packs) {
      const subject = `data/${id.slice(0, 2)}/${id}`
      const size = sizes.get(id)
      sizes.delete(id)
      if (size === undefined) this.#found('error', 'pack-missing', `Pack ${id} is missing.`, subject)
      else if (size !== packFileSize(entries)) {
        this.#found(
          'error',
          'pack-size',
          `Pack ${id} has ${size} bytes; it should have ${packFileSize(entries)}.`,
          subject,
        )
      }
      if (indexes > 1)
        this.#found('hint', 'pack-in-several-indexes', `Pack ${id} is in ${indexes} index files.`, subject)
      if (new Set(entries.map((entry) => entry.type)).size > 1) {
        this.#found('hint', 'pack-mixed', `Pack ${id} mixes data and directories.`, subject)
      }
    }
    for (const name of sizes.keys()) {
      this.#found(
        'hint',
        'pack-unindexed',
        `No index names pack ${name}; prune removes it.`,
        `data/${name.slice(0, 2)}/${name}`,
      )
    }
  }

  async #readPacks(): Promise<void> {
    const { readData, signal, onProgress } = this.#options
    const { part, of } = typeof readData === 'object' ? readData : { part: 1, of: 1 }
    const chosen = [...this.#packs.keys()]
      .filter((id) => Number.parseInt(id.slice(0, 8), 16) % of === part - 1)
      .sort()
    for (const [done, id] of chosen.entries()) {
      signal?.throwIfAborted()
      onProgress?.({ phase: 'data', done, total: chosen.length })
      const bytes = await this.#attempt('pack-missing', `data/${id.slice(0, 2)}/${id}`, () =>
        this.#repository.storage.load({ type: 'pack', name: id }, { ...(signal && { signal }) }),
      )
      if (!bytes) continue
      this.#bytesRead += bytes.length
      const entries = this.#packs.get(id)?.entries ?? []
      this.#findings.push(...checkPack(id, bytes, entries, this.#repository.masterKey))
    }
  }

  #found(level: Finding['level'], kind: Finding['kind'], message: string, subject: string): void {
    this.#findings.push({ level, kind, message, subject })
  }
}
