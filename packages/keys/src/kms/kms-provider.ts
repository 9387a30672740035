import { wipe } from '../envelope/ekey.ts'
import type { Sealed } from '../envelope/hpke.ts'
import { type KeyQuestion, sealAnswer } from '../envelope/key-answer.ts'
import { type KeySlot, type SlotContext, slotBinding } from '../envelope/key-slot.ts'
import type { KeyProvider, KeyUse } from '../providers/key-provider.ts'
import type { Kms } from './kms.ts'

/**
 * A key management service as the broker asks it. Unwrapping happens where this object lives: in the process of the job,
 * never in one that only carries.
 */
export class KmsProvider implements KeyProvider {
  readonly id: string
  readonly name: string
  readonly kind = 'kms'
  /** Whether it is shows only when it is asked. */
  readonly isConnected = true
  readonly #kms: Kms

  constructor(id: string, kms: Kms) {
    this.id = id
    this.name = kms.name
    this.#kms = kms
  }

  /** A slot for this service. Raises what it raises. */
  async slotFor(
    secret: Uint8Array,
    context: SlotContext,
    now: number,
    signal: AbortSignal,
  ): Promise<KeySlot> {
    const wrapped = await this.#kms.wrap(secret, bindingOf(context), signal)
    return this.#slot(context, wrapped, now)
  }

  /** The same slot under the newest version of the service's key. */
  async rewrapped(slot: KeySlot, now: number, signal: AbortSignal): Promise<KeySlot> {
    const wrapped = Buffer.from(slot.ciphertext, 'base64url')
    return this.#slot(slot, await this.#kms.rewrap(wrapped, bindingOf(slot), signal), now)
  }

  async answer(slot: KeySlot, question: KeyQuestion, _use: KeyUse, signal: AbortSignal): Promise<Sealed> {
    const wrapped = Buffer.from(slot.ciphertext, 'base64url')
    const secret = await this.#kms.unwrap(wrapped, bindingOf(slot), signal)
    try {
      return await sealAnswer(secret, question, slot)
    } finally {
      wipe(secret)
    }
  }

  #slot({ vaultId, slotId, purpose, keyVersion }: SlotContext, wrapped: Uint8Array, now: number): KeySlot {
    return {
      vaultId,
      slotId,
      purpose,
      keyVersion,
      providerId: this.id,
      createdAt: new Date(now).toISOString(),
      ciphertext: Buffer.from(wrapped).toString('base64url'),
    }
  }
}

function bindingOf(context: SlotContext): string {
  return Buffer.from(slotBinding(context).associated).toString()
}
