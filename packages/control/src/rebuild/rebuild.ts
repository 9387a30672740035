import { HoldfastError } from '@holdfast/base'
import type { Storage } from '@holdfast/repository'
import { z } from 'zod'
import { type Actor, requirePermission, systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { recordUsage } from '../governance/record-usage.ts'
import { usageOfSnapshot } from '../governance/usage-of-snapshot.ts'
import { ensureDefaultProfile } from '../profiles/ensure-default-profile.ts'
import { storedBytes } from '../upkeep/stored-bytes.ts'
import type { StoredVault, VaultStore } from '../vaults/vault-store.ts'
import { type ReadVault, readVault } from './read-vault.ts'
import { restoreRows, type Unattached } from './restore-rows.ts'
import { storagesOf } from './storages.ts'

export interface RebuildOptions {
  /** Folders with a storage in each; without them, all storages that the database knows. */
  readonly storagePaths?: readonly string[]
  /** Whoever asked for it, who needs `organisation:write`. */
  readonly actor?: Actor
  /** Also count the files of each drive by type, size and age (default true): reads the item table of each newest backup. */
  readonly usage?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: RebuildProgress) => void
}

export interface RebuildProgress {
  /** Vaults looked at, of those that were found. */
  readonly done: number
  readonly total: number
}

export interface RebuildResult {
  /** Storages that were looked through. */
  readonly storages: number
  /** Vaults with backups that can be read. */
  readonly vaults: number
  /** Rows that were not there before. */
  readonly restored: {
    readonly storages: number
    readonly vaults: number
    readonly people: number
    readonly onedrives: number
    readonly snapshots: number
  }
  /** Vaults that can be read and became nobody's; they are kept. */
  readonly unattached: readonly {
    readonly path: string
    readonly principalName: string
    readonly reason: Unattached
  }[]
  /** Repositories without any finished backup. */
  readonly empty: readonly string[]
  /** Folders that are named like no vault. */
  readonly foreign: readonly string[]
  /** What could not be read, or not all of it, and why. */
  readonly damaged: readonly {
    readonly path: string
    readonly code: string
    readonly message: string
    /** Whether older backups of it are there all the same. */
    readonly restored: boolean
  }[]
}

/**
 * Makes the database anew from what the storage says: storages, vaults, people, their OneDrives and the snapshots. Only
 * adds: rows that are there stay. People come into the Default profile, preserved as by the directory; see `restoreRows`.
 * What only the database knew (profiles, accounts, jobs, audit) is not brought back. Can be stopped and run again at any
 * time. Raises HF_FORBIDDEN, HF_STORAGE_UNREACHABLE, EKEY_UNAVAILABLE.
 */
export async function rebuild(
  control: Control,
  vaults: VaultStore,
  options: RebuildOptions = {},
): Promise<RebuildResult> {
  const { actor = systemActor('rebuild') } = options
  requirePermission(actor, 'organisation:write')
  const { id: profileId } = await ensureDefaultProfile(control)
  const { storages, added } = await storagesOf(control, options.storagePaths)
  const rebuilder = new Rebuilder(control, vaults, actor, profileId, options)
  const found: { storage: Row<'storage'>; path: string }[] = []
  for (const storage of storages) {
    const paths = await vaults
      .place(storage)
      .vaultPaths({ ...(options.signal && { signal: options.signal }) })
    found.push(...paths.map((path) => ({ storage, path })))
  }
  for (const [done, { storage, path }] of found.entries()) {
    options.signal?.throwIfAborted()
    options.onProgress?.({ done, total: found.length })
    await rebuilder.take(storage, path)
  }
  options.onProgress?.({ done: found.length, total: found.length })
  const { restored, ...rest } = rebuilder.result
  const result = { storages: storages.length, ...rest, restored: { ...restored, storages: added } }
  await control.sql.transaction().execute((transaction) =>
    recordAudit(control, transaction, actor, {
      action: 'database.rebuilt',
      target: { kind: 'organisation', id: 'database' },
      details: {
        vaultsRead: result.vaults,
        ...result.restored,
        unattached: result.unattached.length,
        damaged: result.damaged.length,
      },
    }),
  )
  return result
}

const vaultName = z.uuid()

/** Whether there is nothing that a lost config file could have belonged to. */
async function isEmpty(storage: Storage): Promise<boolean> {
  for (const type of ['snapshot', 'pack'] as const) for await (const _ of storage.list(type)) return false
  return true
}

/** Takes one vault after the other. */
class Rebuilder {
  readonly #control: Control
  readonly #vaults: VaultStore
  readonly #actor: Actor
  readonly #profileId: string
  readonly #options: RebuildOptions
  readonly #restored = { vaults: 0, people: 0, onedrives: 0, snapshots: 0 }
  readonly #unattached: RebuildResult['unattached'][number][] = []
  readonly #empty: string[] = []
  readonly #foreign: string[] = []
  readonly #damaged: RebuildResult['damaged'][number][] = []
  #readable = 0

  constructor(
    control: Control,
    vaults: VaultStore,
    actor: Actor,
    profileId: string,
    options: RebuildOptions,
  ) {
    this.#control = control
    this.#vaults = vaults
    this.#actor = actor
    this.#profileId = profileId
    this.#options = options
  }

  get result() {
    return {
      vaults: this.#readable,
      restored: this.#restored,
      unattached: this.#unattached,
      empty: this.#empty,
      foreign: this.#foreign,
      damaged: this.#damaged,
    }
  }

  async take(storage: Row<'storage'>, path: string): Promise<void> {
    const vaultId = path.slice(path.lastIndexOf('/') + 1)
    // The name is what the key is made of: another folder is none of ours.
    if (!vaultName.safeParse(vaultId).success) {
      this.#foreign.push(path)
      return
    }
    const { signal } = this.#options
    const place = this.#vaults.place(storage)
    const files = place.repository(path)
    try {
      await this.#restore(storage, { id: vaultId, place, path })
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof HoldfastError)) throw error
      if (error.code === 'HF_NO_REPOSITORY' && (await isEmpty(files))) this.#empty.push(path)
      else this.#damage(path, error, false)
    }
  }

  async #restore(storage: Row<'storage'>, vault: StoredVault): Promise<void> {
    const { id: vaultId, path } = vault
    const { signal } = this.#options
    const repository = await this.#vaults.openStored(
      vault,
      { reason: 'upkeep', actor: this.#actor },
      { ...(signal && { signal }) },
    )
    const read = await readVault(repository, signal)
    const { stored, newest, problem } = read
    if (problem) this.#damage(path, problem, newest !== undefined)
    if (!newest) {
      if (!problem && stored.unreadable.length === 0) this.#empty.push(path)
      return
    }
    const bytes = await storedBytes(repository, signal)
    const rows = await this.#control.sql.transaction().execute((transaction) =>
      restoreRows(
        this.#control,
        transaction,
        this.#actor,
        {
          vaultId,
          storageId: storage.id,
          path,
          repositoryId: repository.config.id,
          storedBytes: bytes,
          stored,
          state: newest.state,
        },
        this.#profileId,
      ),
    )
    this.#readable++
    this.#restored.vaults += rows.newVault ? 1 : 0
    this.#restored.people += rows.newPerson ? 1 : 0
    this.#restored.onedrives += rows.attachedTo === undefined || rows.replaced !== undefined ? 0 : 1
    this.#restored.snapshots += rows.snapshots
    const { principalName } = newest.state
    if (rows.unattached) this.#unattached.push({ path, principalName, reason: rows.unattached })
    if (rows.replaced !== undefined)
      this.#unattached.push({ path: rows.replaced, principalName, reason: 'superseded' })
    if (rows.attachedTo !== undefined && this.#options.usage !== false)
      await this.#count(rows.attachedTo, path, newest)
  }

  async #count(
    onedriveId: string,
    path: string,
    { opened }: NonNullable<ReadVault['newest']>,
  ): Promise<void> {
    try {
      const facts = await usageOfSnapshot(opened, this.#control.clock.now())
      await this.#control.sql
        .transaction()
        .execute((transaction) => recordUsage(transaction, onedriveId, facts))
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      if (!(error instanceof HoldfastError)) throw error
      this.#damage(path, error, true)
    }
  }

  #damage(path: string, { code, message }: HoldfastError, restored: boolean): void {
    this.#damaged.push({ path, code, message, restored })
  }
}
