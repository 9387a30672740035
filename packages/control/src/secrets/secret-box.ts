import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { basename } from 'node:path'
import type { Random } from '@holdfast/base'
import type { Control } from '../control.ts'
import { secretErrors } from './errors.ts'

export const SECRET_KEY_BYTES = 32

const VERSION = 'hfs1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The control plane where rules need to seal or open secrets. */
export type SecretControl = Control & { readonly secrets: SecretBox }

/**
 * Seals what the database must keep and nobody shall read there: AES-256-GCM, bound to what the secret is for and to the
 * row it belongs to, so that none can be put in the place of another. Sealed text is `hfs1.<key id>.<nonce, content, tag>`.
 */
export class SecretBox {
  readonly #keys: ReadonlyMap<string, Buffer>
  readonly #current: string
  /** Its name alone: who is told of a fault need not know where it lies. */
  readonly #file: string
  readonly #random: Random

  /** `keys`: at least one; the last one seals, all of them open. */
  constructor(file: string, keys: readonly Buffer[], random: Random) {
    this.#file = basename(file)
    this.#keys = new Map(keys.map((key) => [keyId(key), key]))
    this.#current = [...this.#keys.keys()].at(-1) as string
    this.#random = random
  }

  seal(purpose: string, id: string, secret: string): string {
    const nonce = this.#random.bytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.#current) as Buffer, nonce)
    cipher.setAAD(binding(this.#current, purpose, id))
    const content = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${VERSION}.${this.#current}.${content.toString('base64url')}`
  }

  /** Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
  open(purpose: string, id: string, sealed: string): string {
    const [version, name = '', text = ''] = sealed.split('.')
    const content = Buffer.from(text, 'base64url')
    if (version !== VERSION || content.length < NONCE_BYTES + TAG_BYTES) throw this.#damaged(purpose)
    const key = this.#keys.get(name)
    if (key === undefined) throw secretErrors.HF_SECRET_KEY_WRONG({ purpose, file: this.#file })
    const decipher = createDecipheriv('aes-256-gcm', key, content.subarray(0, NONCE_BYTES))
    decipher.setAAD(binding(name, purpose, id))
    decipher.setAuthTag(content.subarray(-TAG_BYTES))
    try {
      const secret = decipher.update(content.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([secret, decipher.final()]).toString('utf8')
    } catch (cause) {
      throw this.#damaged(purpose, cause)
    }
  }

  /** Whether it was sealed with the newest key. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${VERSION}.${this.#current}.`)
  }

  /** The same secret under the newest key; the same text where it is already. Raises what `open` raises. */
  reseal(purpose: string, id: string, sealed: string): string {
    return this.isCurrent(sealed) ? sealed : this.seal(purpose, id, this.open(purpose, id, sealed))
  }

  #damaged(purpose: string, cause?: unknown) {
    return secretErrors.HF_SECRET_DAMAGED({ purpose, file: this.#file }, { cause })
  }
}

/** Names a key without telling anything of it. */
function keyId(key: Buffer): string {
  return createHmac('sha256', key).update('holdfast secret key id').digest('hex').slice(0, 8)
}

function binding(key: string, purpose: string, id: string): Buffer {
  return Buffer.from(JSON.stringify([VERSION, key, purpose, id]))
}
