import type { webcrypto } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HpkeError } from '@hpke/core'
import { keyErrors } from '../errors.ts'
import { FastHkdf } from './fast-hkdf.ts'

/** The library's own, with our HKDF inside. */
class FastDhkem extends DhkemX25519HkdfSha256 {
  protected override readonly _kdf = kemHkdf()
}

/** Bound to its purpose, as RFC 9180 (section 4.1) has it: "KEM" and the number of the KEM. */
function kemHkdf(): FastHkdf {
  const kdf = new FastHkdf()
  kdf.init(Uint8Array.of(0x4b, 0x45, 0x4d, 0x00, 0x20))
  return kdf
}

/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: RFC 9180, base mode. */
const suite = new CipherSuite({
  kem: new FastDhkem(),
  kdf: new FastHkdf(),
  aead: new Aes256Gcm(),
})
const KEY_BYTES = 32

/** A key pair whose halves are 32 raw bytes each. */
export interface KeyPair {
  readonly publicKey: Buffer
  /** Wiped by whoever made it, when it is not needed any more. */
  readonly privateKey: Buffer
}

export interface Sealed {
  /** The sender's one-time public key. */
  readonly enc: Buffer
  readonly ciphertext: Buffer
}

/** What a seal is bound to: it opens with exactly the same. */
export interface Binding {
  readonly info: Uint8Array
  readonly associated: Uint8Array
}

/** A private key as the library holds it, imported once for many uses: outside the reach of JavaScript's memory. */
export type OpeningKey = webcrypto.CryptoKeyPair

export async function newKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair()
  return {
    publicKey: Buffer.from(await suite.kem.serializePublicKey(publicKey)),
    privateKey: Buffer.from(await suite.kem.serializePrivateKey(privateKey)),
  }
}

/** A key pair for one use, whose private half never lies in a buffer. */
export async function newOpeningKey(): Promise<{ readonly publicKey: Buffer; readonly key: OpeningKey }> {
  const key = await suite.kem.generateKeyPair()
  return { key, publicKey: Buffer.from(await suite.kem.serializePublicKey(key.publicKey)) }
}

/** Raises HF_KEY_MALFORMED. The buffers may be wiped afterwards. */
export async function openingKeyOf({ publicKey, privateKey }: KeyPair): Promise<OpeningKey> {
  return {
    publicKey: await suite.kem.deserializePublicKey(exact(publicKey, 'public key')),
    privateKey: await suite.kem.deserializePrivateKey(exact(privateKey, 'private key')),
  }
}

/** Seals to a public key. Each call makes a one-time key: nothing is ever sealed twice in the same way. */
export async function sealTo(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  { info, associated }: Binding,
): Promise<Sealed> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(exact(publicKey, 'public key'))
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: own(info) },
    own(plaintext),
    own(associated),
  )
  return { enc: Buffer.from(enc), ciphertext: Buffer.from(ct) }
}

/** Opens what was sealed to the public half. Gives undefined for another key, other words, or a changed bit. */
export async function openWith(
  recipientKey: OpeningKey,
  { enc, ciphertext }: Sealed,
  { info, associated }: Binding,
): Promise<Buffer | undefined> {
  try {
    const plaintext = await suite.open(
      { recipientKey, enc: own(enc), info: own(info) },
      own(ciphertext),
      own(associated),
    )
    return Buffer.from(plaintext)
  } catch (error) {
    if (error instanceof HpkeError) return undefined
    throw error
  }
}

/** Raises HF_KEY_MALFORMED. */
function exact(key: Uint8Array, what: string): ArrayBuffer {
  if (key.length === KEY_BYTES) return own(key)
  throw keyErrors.HF_KEY_MALFORMED({ what, reason: `${key.length} bytes instead of ${KEY_BYTES}` })
}

/** The library takes whole ArrayBuffers; a Buffer is often a part of one. */
function own(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
