import {
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  type KMSClientConfig,
  KMSServiceException,
  ReEncryptCommand,
} from '@aws-sdk/client-kms'
import { keyErrors } from '../errors.ts'
import type { Kms } from './kms.ts'

/** What the service says when the key, or our right to it, is gone; tried again it says the same. */
const REFUSALS = new Set([
  'AccessDeniedException',
  'DisabledException',
  'KMSInvalidStateException',
  'NotFoundException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ExpiredTokenException',
])
const BROKEN = new Set(['InvalidCiphertextException', 'IncorrectKeyException'])

/**
 * A symmetric key of AWS KMS. The binding is its encryption context, which CloudTrail shows: no secret may stand in it.
 * Credentials come from where AWS's own tools find them.
 */
export class AwsKms implements Kms {
  readonly name: string
  readonly #client: KMSClient
  readonly #keyId: string

  constructor({ keyId, client = {} }: { readonly keyId: string; readonly client?: KMSClientConfig }) {
    this.name = `AWS KMS (${keyId})`
    this.#keyId = keyId
    this.#client = new KMSClient({ maxAttempts: 3, ...client })
  }

  async wrap(secret: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const command = new EncryptCommand({
      KeyId: this.#keyId,
      Plaintext: secret,
      EncryptionContext: { holdfast: binding },
    })
    const { CiphertextBlob } = await this.#ask(
      () => this.#client.send(command, { abortSignal: signal }),
      signal,
    )
    return Buffer.from(CiphertextBlob ?? [])
  }

  async unwrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const command = new DecryptCommand({
      KeyId: this.#keyId,
      CiphertextBlob: wrapped,
      EncryptionContext: { holdfast: binding },
    })
    const { Plaintext } = await this.#ask(() => this.#client.send(command, { abortSignal: signal }), signal)
    return Buffer.from(Plaintext ?? [])
  }

  /** Within the service: the secret does not come here. */
  async rewrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer> {
    const command = new ReEncryptCommand({
      CiphertextBlob: wrapped,
      SourceEncryptionContext: { holdfast: binding },
      DestinationKeyId: this.#keyId,
      DestinationEncryptionContext: { holdfast: binding },
    })
    const { CiphertextBlob } = await this.#ask(
      () => this.#client.send(command, { abortSignal: signal }),
      signal,
    )
    return Buffer.from(CiphertextBlob ?? [])
  }

  async #ask<Answer>(send: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await send()
    } catch (cause) {
      signal.throwIfAborted()
      const { name: kms } = this
      const error = cause instanceof Error ? cause : new Error(String(cause))
      if (BROKEN.has(error.name)) throw keyErrors.HF_WRAP_BROKEN({ kms }, { cause })
      const reason = `${error.name}: ${error.message}`
      if (error instanceof KMSServiceException && REFUSALS.has(error.name))
        throw keyErrors.EKEY_REFUSED({ provider: kms, reason }, { cause })
      throw keyErrors.EKEY_UNAVAILABLE({ reason: `${kms}: ${reason}` }, { cause })
    }
  }
}
