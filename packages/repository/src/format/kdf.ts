import { scrypt } from 'node:crypto'
import { MasterKey } from './master-key.ts'

/** Cost of turning a password into a key (RFC 7914). Memory is 128·N·r bytes. */
export interface KdfParameters {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** About 32 MiB and a few hundred milliseconds. */
export const DEFAULT_KDF: KdfParameters = { N: 32_768, r: 8, p: 4 }

/** The key that a password gives. The password is taken as UTF-8 bytes, without any normalisation, as restic does. */
export async function deriveUserKey(
  password: string,
  salt: Uint8Array,
  { N, r, p }: KdfParameters,
): Promise<MasterKey> {
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, 64, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
  return MasterKey.fromBytes(bytes)
}
