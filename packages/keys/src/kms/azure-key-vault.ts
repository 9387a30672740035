import type { TokenCredential } from '@azure/identity'
import {
  CryptographyClient,
  type CryptographyClientOptions,
  KeyClient,
  type KeyClientOptions,
} from '@azure/keyvault-keys'
import { z } from 'zod'
import { wipe } from '../envelope/ekey.ts'
import { keyErrors } from '../errors.ts'
import { bind, unbind } from './bound-secret.ts'
import type { Kms } from './kms.ts'

export interface AzureKeyVaultOptions {
  /** Of the vault: `https://contoso.vault.azure.net`. */
  readonly vaultUrl: string
  /** Name of an RSA key. */
  readonly key: string
  readonly credential: TokenCredential
  readonly client?: KeyClientOptions & CryptographyClientOptions
}

const ALGORITHM = 'RSA-OAEP-256'

/** What a slot holds: unwrapping must name the version of the key that wrapped it. */
const wrapping = z.object({ key: z.url(), wrapped: z.base64url() })

/** An RSA key of Azure Key Vault or Managed HSM. It knows no associated data: secret and binding are wrapped together. */
export class AzureKeyVault implements Kms {
  readonly name: string
  readonly #options: AzureKeyVaultOptions
  readonly #keys: KeyClient

  constructor(options: AzureKeyVaultOptions) {
    this.#options = options
    this.name = `Azure Key Vault (${options.key})`
    this.#keys = new KeyClient(options.vaultUrl, options.credential, options.client)
  }

  async wrap(secret: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const bound = bind(secret, binding)
    try {
      const { result, keyID } = await this.#ask(async () => {
        const { id } = await this.#keys.getKey(this.#options.key, { abortSignal: signal })
        return await this.#versioned(id ?? '').wrapKey(ALGORITHM, bound, { abortSignal: signal })
      }, signal)
      const wrapped = Buffer.from(result).toString('base64url')
      return Buffer.from(JSON.stringify({ key: keyID ?? '', wrapped } satisfies z.input<typeof wrapping>))
    } finally {
      wipe(bound)
    }
  }

  async unwrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const { key, wrapped: text } = this.#parsed(wrapped)
    const { result } = await this.#ask(
      () =>
        this.#versioned(key).unwrapKey(ALGORITHM, Buffer.from(text, 'base64url'), { abortSignal: signal }),
      signal,
    )
    return unbind(result, binding, this.name)
  }

  async rewrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const secret = await this.unwrap(wrapped, binding, signal)
    try {
      return await this.wrap(secret, binding, signal)
    } finally {
      wipe(secret)
    }
  }

  #versioned(key: string): CryptographyClient {
    return new CryptographyClient(key, this.#options.credential, this.#options.client)
  }

  /** Raises HF_WRAP_BROKEN; a key of another vault is never asked, whatever a slot says. */
  #parsed(wrapped: Uint8Array): z.output<typeof wrapping> {
    try {
      const { key, ...rest } = wrapping.parse(JSON.parse(Buffer.from(wrapped).toString()))
      if (new URL(key).origin === new URL(this.#options.vaultUrl).origin) return { key, ...rest }
    } catch {
      // Said below.
    }
    throw keyErrors.HF_WRAP_BROKEN({ kms: this.name })
  }

  async #ask<Answer>(send: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await send()
    } catch (cause) {
      signal.throwIfAborted()
      const { statusCode, code, message } = cause as { statusCode?: number; code?: string; message?: string }
      const reason = [code, message].filter(Boolean).join(': ')
      if (statusCode === 400) throw keyErrors.HF_WRAP_BROKEN({ kms: this.name }, { cause })
      if (statusCode !== undefined && statusCode < 500 && statusCode !== 408 && statusCode !== 429)
        throw keyErrors.EKEY_REFUSED({ provider: this.name, reason }, { cause })
      throw keyErrors.EKEY_UNAVAILABLE({ reason: `${this.name}: ${reason}` }, { cause })
    }
  }
}
