import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Random } from '@holdfast/base'
import { keyErrors } from '../errors.ts'

/** DER around the 32 raw bytes of an Ed25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const KEY_BYTES = 32

/** Who somebody is on a channel: an Ed25519 key pair. */
export class Identity {
  readonly publicKey: Buffer
  /** 32 bytes, for the file that keeps it. */
  readonly seed: Buffer
  readonly #key: KeyObject

  private constructor(seed: Buffer) {
    this.seed = seed
    this.#key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
    this.publicKey = createPublicKey(this.#key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES)
  }

  static create(random: Random): Identity {
    return Identity.fromSeed(random.bytes(KEY_BYTES))
  }

  /** Raises HF_KEY_MALFORMED. */
  static fromSeed(seed: Uint8Array): Identity {
    if (seed.length !== KEY_BYTES)
      throw keyErrors.HF_KEY_MALFORMED({ what: 'identity', reason: `${seed.length} bytes instead of 32` })
    return new Identity(Buffer.from(seed))
  }

  sign(message: Uint8Array): Buffer {
    return sign(null, message, this.#key)
  }
}

/** Whether the holder of the private half signed just this. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
  return verify(null, message, key, signature)
}
