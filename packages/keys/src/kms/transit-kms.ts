import { type Dispatcher, request } from 'undici'
import { z } from 'zod'
import { keyErrors } from '../errors.ts'
import type { Kms } from './kms.ts'

export interface TransitOptions {
  /** Of the server: `https://vault.example.com:8200`. */
  readonly address: string
  /** Where the transit engine is mounted (default `transit`). */
  readonly mount?: string
  /** Name of a key of a kind that knows associated data: aes256-gcm96, chacha20-poly1305. */
  readonly key: string
  readonly token: () => Promise<string>
  readonly namespace?: string
  readonly dispatcher?: Dispatcher
}

const answer = z.object({
  data: z.object({ ciphertext: z.string().optional(), plaintext: z.base64().optional() }).optional(),
  errors: z.array(z.string()).optional(),
})

/**
 * A key of the transit engine of HashiCorp Vault or OpenBao. Source:
 * https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export class TransitKms implements Kms {
  readonly name: string
  readonly #options: TransitOptions

  constructor(options: TransitOptions) {
    this.#options = options
    this.name = `transit key ${options.key}`
  }

  async wrap(secret: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const plaintext = Buffer.from(secret).toString('base64')
    const { ciphertext = '' } = await this.#post('encrypt', { plaintext }, binding, signal)
    return Buffer.from(ciphertext)
  }

  async unwrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const ciphertext = Buffer.from(wrapped).toString()
    const { plaintext = '' } = await this.#post('decrypt', { ciphertext }, binding, signal)
    return Buffer.from(plaintext, 'base64')
  }

  /** Within the service: the secret does not come here. */
  async rewrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const { ciphertext = '' } = await this.#post(
      'rewrap',
      { ciphertext: Buffer.from(wrapped).toString() },
      binding,
      signal,
    )
    return Buffer.from(ciphertext)
  }

  async #post(operation: string, fields: object, binding: string, signal: AbortSignal) {
    const { address, mount = 'transit', key, token, namespace, dispatcher } = this.#options
    const { status, body } = await this.#send(async () => {
      const response = await request(
        new URL(`/v1/${mount}/${operation}/${encodeURIComponent(key)}`, address),
        {
          method: 'POST',
          signal,
          ...(dispatcher && { dispatcher }),
          headers: {
            'content-type': 'application/json',
            'x-vault-request': 'true',
            'x-vault-token': await token(),
            ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
          },
          body: JSON.stringify({ ...fields, associated_data: Buffer.from(binding).toString('base64') }),
        },
      )
      return { status: response.statusCode, body: await response.body.text() }
    }, signal)
    const { data, errors = [] } = parsed(body)
    if (status === 200 && data) return data
    const reason = errors.join('; ') || `it answered with ${status}`
    if (/message authentication failed|invalid ciphertext|unable to decrypt/i.test(reason))
      throw keyErrors.HF_WRAP_BROKEN({ kms: this.name })
    // A sealed server and one that is not active answer so: https://developer.hashicorp.com/vault/api-docs#http-status-codes
    if (status >= 500 || status === 412 || status === 429)
      throw keyErrors.EKEY_UNAVAILABLE({ reason: `${this.name}: ${reason}` })
    throw keyErrors.EKEY_REFUSED({ provider: this.name, reason })
  }

  async #send<Answer>(send: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await send()
    } catch (cause) {
      signal.throwIfAborted()
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw keyErrors.EKEY_UNAVAILABLE({ reason: `${this.name}: ${reason}` }, { cause })
    }
  }
}

function parsed(body: string): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(body))
  } catch {
    return {}
  }
}
