import { type Clock, hasCode } from '@holdfast/base'
import { Repository, type Storage } from '@holdfast/repository'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { firstTimes } from '../upkeep/upkeep-times.ts'
import { type Erased, eraseRepository } from './erase-repository.ts'
import type { LocalStorageSettings } from './local-place.ts'
import { openPlace } from './open-place.ts'
import type { OpenPlace, StoragePlace, StorageRow } from './storage-place.ts'
import type { VaultKeys } from './vault-keys.ts'

/** A password of 256 random bits needs no stretching, and each backup opens its vault. */
const KDF = { N: 1024, r: 8, p: 1 }

interface Found {
  readonly place: StoragePlace
  readonly path: string
  readonly repositoryId: string | null
}

/** Makes, opens and erases the vaults of drives: one restic repository for each. */
export class VaultStore {
  readonly #control: Control
  readonly #keys: VaultKeys
  readonly #clock: Clock
  readonly #openPlace: OpenPlace

  /** @param clock of the repositories' locks, whose times other programs compare with their own */
  constructor(
    control: Control,
    keys: VaultKeys,
    clock: Clock = control.clock,
    places: OpenPlace = openPlace,
  ) {
    this.#control = control
    this.#keys = keys
    this.#clock = clock
    this.#openPlace = places
  }

  /** The place for a new vault: a row, nothing in the storage yet. */
  async add(transaction: Sql, storageId: string | null): Promise<string> {
    const storage = await transaction
      .selectFrom('storage')
      .select('id')
      .$if(storageId !== null, (query) => query.where('id', '=', storageId))
      .$if(storageId === null, (query) => query.where('isDefault', '=', true))
      .executeTakeFirst()
    if (!storage) throw controlErrors.HF_NOT_FOUND({ what: 'storage', id: storageId ?? 'by default' })
    const id = newId(this.#control)
    const createdAt = now(this.#control)
    await transaction
      .insertInto('vault')
      .values({
        id,
        storageId: storage.id,
        path: `vaults/${id}`,
        createdAt,
        ...(await firstTimes(transaction, id, createdAt)),
      })
      .execute()
    return id
  }

  /** Opens a vault; on its first use the repository is made. Raises what the key provider and the storage raise. */
  async open(vaultId: string, options: { signal?: AbortSignal } = {}): Promise<Repository> {
    const { place, path, repositoryId } = await this.#find(vaultId)
    const storage = place.repository(path)
    // One that was there before and is not any more must not be taken for a new one.
    if (repositoryId !== null) return await this.openStored(vaultId, storage, options)
    const repository = await this.#openNew(vaultId, storage, options)
    await this.#control.sql
      .updateTable('vault')
      .set({ repositoryId: repository.config.id })
      .where('id', '=', vaultId)
      .execute()
    return repository
  }

  /** Whoever made it before may have been killed at any moment: then it goes on from there. */
  async #openNew(vaultId: string, storage: Storage, options: { signal?: AbortSignal }): Promise<Repository> {
    try {
      return await this.openStored(vaultId, storage, options)
    } catch (error) {
      if (!hasCode(error, 'HF_NO_REPOSITORY')) throw error
    }
    const password = await this.#keys.password(vaultId, options.signal)
    return await Repository.initOrFinish(storage, { password, kdf: KDF, clock: this.#clock })
  }

  /** Opens a vault that is in the storage, whatever the database knows of it. Raises HF_NO_REPOSITORY, HF_WRONG_PASSWORD. */
  async openStored(
    vaultId: string,
    storage: Storage,
    options: { signal?: AbortSignal } = {},
  ): Promise<Repository> {
    const password = await this.#keys.password(vaultId, options.signal)
    return await Repository.open(storage, { password }, { clock: this.#clock, ...options })
  }

  /** Where a storage's files lie. Raises HF_STORAGE_KIND_UNSUPPORTED. */
  place(storage: StorageRow): StoragePlace {
    return this.#openPlace(storage)
  }

  /**
   * Removes everything that a vault holds, for ever; its row stays as it is. What was removed before is no error. Raises
   * HF_STORAGE_UNREACHABLE when the storage is not there: what cannot be seen is not gone.
   */
  async erase(
    vaultId: string,
    options: { signal?: AbortSignal; onProgress?: (erased: Erased) => void } = {},
  ): Promise<Erased> {
    const { place, path, repositoryId } = await this.#find(vaultId)
    await place.probe({ inUse: repositoryId !== null, ...(options.signal && { signal: options.signal }) })
    const erased = await eraseRepository(place.repository(path), options)
    await place.clear(path)
    return erased
  }

  async #find(vaultId: string): Promise<Found> {
    const vault = await this.#control.sql
      .selectFrom('vault')
      .innerJoin('storage', 'storage.id', 'vault.storageId')
      .select(['vault.path', 'vault.repositoryId', 'storage.name', 'storage.kind', 'storage.settings'])
      .where('vault.id', '=', vaultId)
      .where('vault.destroyedAt', 'is', null)
      .executeTakeFirst()
    if (!vault) throw controlErrors.HF_NOT_FOUND({ what: 'vault', id: vaultId })
    const { path, repositoryId, ...storage } = vault
    return { place: this.#openPlace(storage), path, repositoryId }
  }
}

/** The storage that new vaults lie in, made when there is none: a folder of this machine. */
export async function ensureLocalStorage(control: Control, path: string): Promise<void> {
  await control.sql
    .insertInto('storage')
    .values({
      id: newId(control),
      name: 'This server',
      kind: 'local',
      settings: JSON.stringify({ path } satisfies LocalStorageSettings),
      isDefault: true,
      createdAt: now(control),
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}
