import { type Clock, hasCode } from '@holdfast/base'
import { Repository } from '@holdfast/repository'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { firstTimes } from '../upkeep/upkeep-times.ts'
import { type Erased, eraseRepository } from './erase-repository.ts'
import type { LocalStorageSettings } from './local-place.ts'
import { openPlace } from './open-place.ts'
import type { OpenPlace, StoragePlace, StorageRow } from './storage-place.ts'
import type { KeyedVault, VaultKeys, VaultUse } from './vault-keys.ts'

/** A password of 256 random bits needs no stretching. */
const KDF = { N: 1024, r: 8, p: 1 }

/** A vault as it lies in a storage, whatever the database knows of it. */
export interface StoredVault {
  readonly id: string
  readonly place: StoragePlace
  readonly path: string
}

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
  async open(vaultId: string, use: VaultUse, options: { signal?: AbortSignal } = {}): Promise<Repository> {
    const { place, path, repositoryId } = await this.#find(vaultId)
    // One that was there before and is not any more must not be taken for a new one.
    if (repositoryId !== null) return await this.openStored({ id: vaultId, place, path }, use, options)
    const repository = await this.#openNew({ id: vaultId, place, path }, use, options)
    await this.#control.sql
      .updateTable('vault')
      .set({ repositoryId: repository.config.id })
      .where('id', '=', vaultId)
      .execute()
    return repository
  }

  /** Opens a vault that is in the storage. Raises HF_NO_REPOSITORY, HF_WRONG_MASTER_KEY, EKEY_UNAVAILABLE. */
  async openStored(
    { id, place, path }: StoredVault,
    use: VaultUse,
    options: { signal?: AbortSignal } = {},
  ): Promise<Repository> {
    const storage = place.repository(path)
    const vault = { id, slots: place.slots(path) }
    const masterKey = () => this.#keys.masterKey(vault, use, options.signal)
    const repository = await Repository.open(storage, { masterKey }, { clock: this.#clock, ...options })
    return await this.#completed(vault, repository)
  }

  /** Whoever made it before may have been killed at any moment: then it goes on from there. */
  async #openNew(
    { id, place, path }: StoredVault,
    use: VaultUse,
    options: { signal?: AbortSignal },
  ): Promise<Repository> {
    const storage = place.repository(path)
    const vault = { id, slots: place.slots(path), isNew: true }
    const masterKey = await this.#keys.masterKey(vault, use, options.signal)
    try {
      const opened = await Repository.open(storage, { masterKey }, { clock: this.#clock, ...options })
      return await this.#completed(vault, opened)
    } catch (error) {
      if (!hasCode(error, 'HF_NO_REPOSITORY')) throw error
    }
    const made = await Repository.init(storage, { masterKey, clock: this.#clock })
    return await this.#completed(vault, made)
  }

  async #completed(vault: KeyedVault, repository: Repository): Promise<Repository> {
    await this.#keys.complete?.(vault, async (password) => {
      await repository.addPassword(password, KDF)
    })
    return repository
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
    // The keys first: from then on nobody can read the rest, whenever it goes.
    await this.#keys.destroy({ id: vaultId, slots: place.slots(path) })
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
