import { hkdfSync } from 'node:crypto'

/** Where the password of a vault's restic key comes from. */
export interface VaultKeys {
  /** Raises EKEY_UNAVAILABLE when whoever holds the key is not there. */
  password(vaultId: string, signal?: AbortSignal): Promise<string>
}

/** Passwords made of one secret of the server: storage and secret together are enough to find and open every vault again. */
export function derivedVaultKeys(secret: Buffer): VaultKeys {
  return {
    async password(vaultId) {
      const bytes = hkdfSync('sha256', secret, vaultId, 'holdfast vault password v1', 32)
      return Buffer.from(bytes).toString('base64url')
    },
  }
}
