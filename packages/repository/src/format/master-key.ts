import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto'
import type { Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { poly1305 } from './poly1305.ts'

const ENCRYPT = 32
const MAC_HALF = 16
const IV = 16
const MAC = 16
const SLICE = 256 * 1024

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
    target.set(iv, offset)
    let end = offset + IV
    const cipher = createCipheriv('aes-256-ctr', this.#encrypt, iv)
    for (const part of slices(plaintext)) {
      const sealed = cipher.update(part)
      target.set(sealed, end)
      end += sealed.length
    }
    target.set(this.#authenticate(iv, target.subarray(offset + IV, end)), end)
    return end + MAC - offset
  }

  /** The plaintext; raises HF_SEAL_BROKEN when a single bit is not as it was sealed with this key. */
  open(sealed: Uint8Array): Buffer {
    const parts = [...this.openParts(sealed)]
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
  }

  /** The same in parts, for whoever needs them only once: all are authenticated before the first is given out. */
  *openParts(sealed: Uint8Array): Generator<Buffer> {
    if (sealed.length < SEAL_OVERHEAD) throw repositoryErrors.HF_SEAL_BROKEN()
    const iv = sealed.subarray(0, IV)
    const ciphertext = sealed.subarray(IV, sealed.length - MAC)
    const mac = this.#authenticate(iv, ciphertext)
    if (!timingSafeEqual(mac, sealed.subarray(sealed.length - MAC))) throw repositoryErrors.HF_SEAL_BROKEN()
    const decipher = createDecipheriv('aes-256-ctr', this.#encrypt, iv)
    for (const part of slices(ciphertext)) yield decipher.update(part)
  }

  #authenticate(iv: Uint8Array, ciphertext: Uint8Array): Buffer {
    const block = createCipheriv('aes-128-ecb', this.#macK, null).setAutoPadding(false)
    return poly1305(Buffer.concat([this.#macR, block.update(iv)]), ciphertext)
  }
}

/** Parts that fit into the processor's cache: what is done with one finds it there. */
function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length <= SLICE) yield bytes
  else for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE)
}
