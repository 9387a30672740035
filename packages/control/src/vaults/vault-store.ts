import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, hasCode } from '@holdfast/base'
import { LocalStorage, Repository, type Storage } from '@holdfast/repository'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import type { VaultKeys } from './vault-keys.ts'

/** A password of 256 random bits needs no stretching, and each backup opens its vault. */
const KDF = { N: 1024, r: 8, p: 1 }

/** Where the settings of a storage say its files lie. */
export interface LocalStorageSettings {
  readonly path: string
}

/** Makes, opens and destroys the vaults of drives: one restic repository for each. */
export class VaultStore {
  readonly #control: Control
  readonly #keys: VaultKeys
  readonly #clock: Clock

  /** @param clock of the repositories' locks, whose times other programs compare with their own */
  constructor(control: Control, keys: VaultKeys, clock: Clock = control.clock) {
    this.#control = control
    this.#keys = keys
    this.#clock = clock
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
    await transaction
      .insertInto('vault')
      .values({ id, storageId: storage.id, path: `vaults/${id}`, createdAt: now(this.#control) })
      .execute()
    return id
  }

  /** Opens a vault; on its first use the repository is made. Raises what the key provider and the storage raise. */
  async open(vaultId: string, options: { signal?: AbortSignal } = {}): Promise<Repository> {
    const { storage, repositoryId } = await this.#find(vaultId)
    const password = await this.#keys.password(vaultId, options.signal)
    try {
      return await Repository.open(storage, { password }, { clock: this.#clock, ...options })
    } catch (error) {
      // One that was there before and is not any more must not be taken for a new one.
      if (!hasCode(error, 'HF_NO_REPOSITORY') || repositoryId !== null) throw error
      const repository = await Repository.init(storage, { password, kdf: KDF, clock: this.#clock })
      await this.#control.sql
        .updateTable('vault')
        .set({ repositoryId: repository.config.id })
        .where('id', '=', vaultId)
        .execute()
      return repository
    }
  }

  /** Removes everything that a vault holds, for ever. */
  async destroy(vaultId: string): Promise<void> {
    const { root } = await this.#find(vaultId)
    await rm(root, { recursive: true, force: true })
    await this.#control.sql
      .updateTable('vault')
      .set({ destroyedAt: now(this.#control) })
      .where('id', '=', vaultId)
      .execute()
  }

  async #find(vaultId: string): Promise<{ storage: Storage; root: string; repositoryId: string | null }> {
    const vault = await this.#control.sql
      .selectFrom('vault')
      .innerJoin('storage', 'storage.id', 'vault.storageId')
      .select(['vault.path', 'vault.repositoryId', 'storage.kind', 'storage.settings'])
      .where('vault.id', '=', vaultId)
      .where('vault.destroyedAt', 'is', null)
      .executeTakeFirst()
    if (!vault) throw controlErrors.HF_NOT_FOUND({ what: 'vault', id: vaultId })
    const root = join((vault.settings as LocalStorageSettings).path, vault.path)
    return { storage: new LocalStorage(root), root, repositoryId: vault.repositoryId }
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
