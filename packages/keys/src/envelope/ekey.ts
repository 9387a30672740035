import { hkdfSync } from 'node:crypto'
import type { Random } from '@holdfast/base'

/** Bytes of an ekey. */
export const EKEY_BYTES = 32
/** Bytes of a restic master key: 32 to encrypt, 16 and 16 to authenticate. */
const MASTER_KEY_BYTES = 64
const MASTER_KEY_INFO = 'holdfast restic master key v1'

/** A vault's data encryption key: random, and in clear only where a job runs. Whoever holds it wipes it when done. */
export function newEkey(random: Random): Buffer {
  return random.bytes(EKEY_BYTES)
}

/**
 * The master key of the vault's restic repository, by HKDF-SHA256 (RFC 5869) with the vault's id as salt: a key that
 * comes to lie in another vault opens nothing there. 64 bytes: encrypt, mac k, mac r.
 */
export function deriveMasterKey(ekey: Uint8Array, vaultId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', ekey, vaultId, MASTER_KEY_INFO, MASTER_KEY_BYTES))
}

/** Overwrites secrets that are not needed any more. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
