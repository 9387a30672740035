import { createHash } from 'node:crypto'

/** A provider's id is made of its keys: one that enrols again, as after a lost database, is the same and opens its slots. */
export function providerIdOf(identity: Uint8Array, publicKey: Uint8Array): string {
  const digest = createHash('sha256')
    .update('holdfast key provider')
    .update(identity)
    .update(publicKey)
    .digest()
  digest[6] = ((digest[6] as number) & 0x0f) | 0x80
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
