import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { LocalAnswer, LocalRequest } from './local-server.ts'

export const TRANSIT_TOKEN = 'hvs.test'

interface TransitCall {
  readonly plaintext?: string
  readonly ciphertext?: string
  readonly associated_data?: string
}

/** Speaks as the transit engine of Vault and OpenBao does for a key of the kind aes256-gcm96. */
export class TransitService {
  readonly #versions = [randomBytes(32)]
  isRevoked = false
  unwraps = 0

  rotate(): void {
    this.#versions.push(randomBytes(32))
  }

  answer({ method, path, headers, body }: LocalRequest): LocalAnswer {
    if (headers['x-vault-token'] !== TRANSIT_TOKEN || this.isRevoked)
      return { status: 403, body: { errors: ['1 error occurred:\n\t* permission denied\n\n'] } }
    const operation = /^\/v1\/transit\/(encrypt|decrypt|rewrap)\/holdfast$/.exec(path)?.[1]
    if (method !== 'POST' || operation === undefined) return { status: 404, body: { errors: [] } }
    const call = JSON.parse(body.toString()) as TransitCall
    const associated = Buffer.from(call.associated_data ?? '', 'base64')
    if (operation === 'encrypt')
      return { status: 200, body: { data: { ciphertext: this.#encrypt(call.plaintext ?? '', associated) } } }
    if (operation === 'decrypt') this.unwraps++
    const plaintext = this.#decrypt(call.ciphertext ?? '', associated)
    if (plaintext === undefined)
      return { status: 400, body: { errors: ['cipher: message authentication failed'] } }
    return {
      status: 200,
      body: {
        data: operation === 'decrypt' ? { plaintext } : { ciphertext: this.#encrypt(plaintext, associated) },
      },
    }
  }

  #encrypt(plaintext: string, associated: Buffer): string {
    const version = this.#versions.length
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#versions[version - 1] ?? '', nonce).setAAD(associated)
    const sealed = Buffer.concat([
      nonce,
      cipher.update(plaintext, 'base64'),
      cipher.final(),
      cipher.getAuthTag(),
    ])
    return `vault:v${version}:${sealed.toString('base64')}`
  }

  #decrypt(ciphertext: string, associated: Buffer): string | undefined {
    const [, version = '', text = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? []
    const key = this.#versions[Number(version) - 1]
    const bytes = Buffer.from(text, 'base64')
    if (key === undefined || bytes.length < 28) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(associated)
    decipher.setAuthTag(bytes.subarray(-16))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64')
    } catch {
      return undefined
    }
  }
}
