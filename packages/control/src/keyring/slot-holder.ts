import { type KeySlot, type KmsProvider, type SlotContext, sealSlot } from '@holdfast/keys'

/** Milliseconds that a key management service may take to wrap a key. */
const PATIENCE = 10_000

/** Whoever can be sealed to without being asked. */
export interface PublicKeyHolder {
  readonly id: string
  readonly publicKey: Buffer
}

/** Somebody for whom slots are made. */
export interface SlotHolder {
  readonly id: string
  /** Whether its key gets new versions by itself, so that slots are to be made anew from time to time. */
  readonly isKms: boolean
  slotFor(secret: Uint8Array, context: SlotContext, now: number): Promise<KeySlot>
}

export function keyHolder({ id, publicKey }: PublicKeyHolder): SlotHolder {
  return {
    id,
    isKms: false,
    slotFor: (secret, context, now) => sealSlot(secret, context, { providerId: id, publicKey }, now),
  }
}

/** Raises what the service raises. */
export function kmsHolder(provider: KmsProvider): SlotHolder {
  return {
    id: provider.id,
    isKms: true,
    slotFor: (secret, context, now) => provider.slotFor(secret, context, now, AbortSignal.timeout(PATIENCE)),
  }
}
