import { createHash, timingSafeEqual } from 'node:crypto'
import { wipe } from '../envelope/ekey.ts'
import { keyErrors } from '../errors.ts'

const HASH_BYTES = 32

/** A secret together with what it is bound to: for services that know no associated data. */
export function bind(secret: Uint8Array, binding: string): Buffer {
  return Buffer.concat([hashOf(binding), secret])
}

/** The secret, if it was bound to this. Raises HF_WRAP_BROKEN. */
export function unbind(bound: Uint8Array, binding: string, kms: string): Buffer {
  const hash = bound.subarray(0, HASH_BYTES)
  try {
    if (hash.length !== HASH_BYTES || !timingSafeEqual(hash, hashOf(binding)))
      throw keyErrors.HF_WRAP_BROKEN({ kms })
    return Buffer.from(bound.subarray(HASH_BYTES))
  } finally {
    wipe(bound)
  }
}

function hashOf(binding: string): Buffer {
  return createHash('sha256').update(binding).digest()
}
