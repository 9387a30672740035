import { hkdfSync } from 'node:crypto'
import { type KeyUse, keyErrors } from '@holdfast/keys'
import { MasterKey } from '@holdfast/repository'
import type { Actor } from '../access/actor.ts'
import type { SlotStore } from './storage-place.ts'

/** What a vault is opened for: who holds the key decides by it, and the audit trail keeps it. */
export interface VaultUse extends Pick<KeyUse, 'reason' | 'jobId'> {
  /** Whoever asked for it; without it, Holdfast by itself. */
  readonly actor?: Actor
}

/** A vault whose key is wanted. */
export interface KeyedVault {
  readonly id: string
  readonly slots: SlotStore
  /** Nothing was ever stored in it: where there is no key yet, one is made. */
  readonly isNew?: boolean
}

/** Where the keys of vaults come from. */
export interface VaultKeys {
  /** Raises EKEY_UNAVAILABLE when nobody who holds the key is there. */
  masterKey(vault: KeyedVault, use: VaultUse, signal?: AbortSignal): Promise<MasterKey>
  /** The slots of a vault are destroyed: from then on nobody opens it. */
  destroy(vault: KeyedVault): Promise<void>
  /** Gives a vault what it still lacks when it was opened, such as a way in for the recovery kit. */
  complete?(vault: KeyedVault, addPassword: (password: string) => Promise<void>): Promise<void>
}

/** Keys made of one secret: for tests and benchmarks, which need nobody to hold them. */
export function derivedVaultKeys(secret: Buffer): VaultKeys {
  const destroyed = new Set<string>()
  return {
    async masterKey({ id }) {
      if (destroyed.has(id)) throw keyErrors.EKEY_UNAVAILABLE({ reason: 'it was destroyed' })
      return MasterKey.fromBytes(Buffer.from(hkdfSync('sha256', secret, id, 'holdfast test vault key', 64)))
    },
    async destroy({ id }) {
      destroyed.add(id)
    },
  }
}
