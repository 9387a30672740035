import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto'
import type { Random } from '@holdfast/base'
import sodium from 'sodium-native'
import { repositoryErrors } from '../errors.ts'

const ENCRYPT = 32
const MAC_HALF = 16
const IV = 16
const MAC = 16

/** What sealing adds to a plaintext: initialisation vector and authentication code. */
export const SEAL_OVERHEAD = IV + MAC

/**
 * The three secrets that seal everything in a repository: AES-256-CTR, then Poly1305-AES over the ciphertext
 * (restic's design document, "Keys, Encryption and MAC").
 */
export class MasterKey {
  /** encrypt (32 bytes), mac k (16), mac r (16), in this order: the form in which the key goes to worker threads. */
  readonly bytes: Buffer
  readonly #encrypt: Buffer
  readonly #macK: Buffer
  readonly #macR: Buffer

  private constructor(bytes: Buffer) {
    this.bytes = bytes
    this.#encrypt = bytes.subarray(0, ENCRYPT)
    this.#macK = bytes.subarray(ENCRYPT, ENCRYPT + MAC_HALF)
    this.#macR = bytes.subarray(ENCRYPT + MAC_HALF)
  }

  /** Takes 64 bytes; raises HF_KEY_INVALID for another length or an all-zero part. */
  static fromBytes(bytes: Uint8Array): MasterKey {
    const key = new MasterKey(Buffer.from(bytes))
    const parts = [key.#encrypt, key.#macK, key.#macR]
    if (bytes.length !== ENCRYPT + 2 * MAC_HALF || parts.some((part) => part.every((byte) => byte === 0))) {
      throw repositoryErrors.HF_KEY_INVALID()
    }
    return key
  }

  static generate(random: Random): MasterKey {
    return MasterKey.fromBytes(random.bytes(ENCRYPT + 2 * MAC_HALF))
  }

  /** Reads the JSON inside a key file. */
  static fromJson(text: string): MasterKey {
    let json: { mac?: { k?: string; r?: string }; encrypt?: string }
    try {
      json = JSON.parse(text) ?? {}
    } catch (cause) {
      throw repositoryErrors.HF_KEY_INVALID({}, { cause })
    }
    const part = (value: string | undefined): Buffer => Buffer.from(value ?? '', 'base64')
    return MasterKey.fromBytes(Buffer.concat([part(json.encrypt), part(json.mac?.k), part(json.mac?.r)]))
  }

  toJson(): string {
    const mac = { k: this.#macK.toString('base64'), r: this.#macR.toString('base64') }
    return JSON.stringify({ mac, encrypt: this.#encrypt.toString('base64') })
  }

  /** `iv ‖ ciphertext ‖ mac`. Each call draws a new iv: a sealed text is never made twice. */
  seal(plaintext: Uint8Array, random: Random): Buffer {
    const out = Buffer.allocUnsafeSlow(plaintext.length + SEAL_OVERHEAD)
    this.sealInto(out, 0, plaintext, random)
    return out
  }

  /** The same, written into a buffer at an offset; gives the number of bytes written. */
  sealInto(target: Buffer, offset: number, plaintext: Uint8Array, random: Random): number {
    const iv = random.bytes(IV)
    const start = offset + IV
    const end = start + plaintext.length
    target.set(iv, offset)
    target.set(createCipheriv('aes-256-ctr', this.#encrypt, iv).update(plaintext), start)
    this.#authenticate(iv, target.subarray(start, end), target.subarray(end, end + MAC))
    return end + MAC - offset
  }

  /** The plaintext; raises HF_SEAL_BROKEN when a single bit is not as it was sealed with this key. */
  open(sealed: Uint8Array): Buffer {
    if (sealed.length < SEAL_OVERHEAD) throw repositoryErrors.HF_SEAL_BROKEN()
    const iv = sealed.subarray(0, IV)
    const ciphertext = sealed.subarray(IV, sealed.length - MAC)
    const mac = Buffer.allocUnsafe(MAC)
    this.#authenticate(iv, ciphertext, mac)
    if (!timingSafeEqual(mac, sealed.subarray(sealed.length - MAC))) throw repositoryErrors.HF_SEAL_BROKEN()
    return createDecipheriv('aes-256-ctr', this.#encrypt, iv).update(ciphertext)
  }

  #authenticate(iv: Uint8Array, ciphertext: Uint8Array, mac: Buffer): void {
    const block = createCipheriv('aes-128-ecb', this.#macK, null).setAutoPadding(false)
    const oneTimeKey = Buffer.concat([this.#macR, block.update(iv)])
    // libsodium masks r itself, as Poly1305 prescribes.
    sodium.crypto_onetimeauth(mac, ciphertext as Buffer, oneTimeKey)
  }
}
