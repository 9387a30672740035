import { OpenedSnapshot } from '@holdfast/engine'
import { BlobReader, loadIndex, type Repository } from '@holdfast/repository'
import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { VaultStore } from '../vaults/vault-store.ts'

/** Vaults that are kept open for whoever looks through them. */
const MOST = 4
/** Milliseconds after which one that nobody looked into is closed. */
const IDLE = 2 * 60_000

interface Opened {
  readonly repository: Repository
  readonly reader: BlobReader
  /** What was newest in it when its index was read. */
  readonly state: string
  usedAt: number
}

/** Opens snapshots for whoever looks through them: in this process, or in another one. */
export type SnapshotSource = Pick<OpenVaults, 'snapshot'>

/**
 * Snapshots for reading. Opening a vault reads its whole index, and whoever browses asks many times in a minute: the last
 * few stay open, each until it was idle for two minutes or has a newer snapshot.
 */
export class OpenVaults {
  readonly #control: Control
  readonly #vaults: VaultStore
  readonly #opened = new Map<string, Promise<Opened>>()

  constructor(control: Control, vaults: VaultStore) {
    this.#control = control
    this.#vaults = vaults
  }

  /** Raises what the key provider and the storage raise, HF_SNAPSHOT_NOT_FOUND. */
  async snapshot(vaultId: string, snapshotId: string, actor: Actor): Promise<OpenedSnapshot> {
    const { repository, reader } = await this.#vault(vaultId, actor)
    return await OpenedSnapshot.open(await repository.findSnapshot(snapshotId), reader)
  }

  async #vault(vaultId: string, actor: Actor): Promise<Opened> {
    this.#closeIdle()
    const state = await this.#stateOf(vaultId)
    const known = await this.#opened.get(vaultId)?.catch(() => undefined)
    if (known?.state === state) {
      known.usedAt = this.#control.clock.now()
      return known
    }
    const opening = this.#open(vaultId, state, actor)
    this.#opened.delete(vaultId)
    this.#opened.set(vaultId, opening)
    while (this.#opened.size > MOST) {
      const [oldest] = this.#opened.keys()
      if (oldest !== undefined) this.#opened.delete(oldest)
    }
    // One that could not be opened is tried again by the next who asks.
    opening.catch(() => this.#opened.delete(vaultId))
    return await opening
  }

  async #open(vaultId: string, state: string, actor: Actor): Promise<Opened> {
    const repository = await this.#vaults.open(vaultId, { reason: 'browse', actor })
    const reader = new BlobReader(repository, await loadIndex(repository))
    return { repository, reader, state, usedAt: this.#control.clock.now() }
  }

  /** A backup adds a snapshot, a prune moves blobs: both make the index that was read old. */
  async #stateOf(vaultId: string): Promise<string> {
    const row = await this.#control.sql
      .selectFrom('vault')
      .leftJoin('snapshot', 'snapshot.vaultId', 'vault.id')
      .select(['vault.prunedAt', (each) => each.fn.max('snapshot.takenAt').as('newest')])
      .where('vault.id', '=', vaultId)
      .groupBy(['vault.id', 'vault.prunedAt'])
      .executeTakeFirst()
    return `${row?.newest?.getTime()} ${row?.prunedAt?.getTime()}`
  }

  #closeIdle(): void {
    const before = this.#control.clock.now() - IDLE
    for (const [id, opening] of this.#opened) {
      opening.then(
        (opened) => {
          if (opened.usedAt < before && this.#opened.get(id) === opening) this.#opened.delete(id)
        },
        () => {},
      )
    }
  }
}
