import { z } from 'zod'
import { keyErrors } from '../errors.ts'
import { type Binding, type OpeningKey, openWith, type Sealed, sealTo } from './hpke.ts'

const SLOT_INFO = Buffer.from('holdfast key slot v1')

/** What lies in a slot: the vault's ekey, or the password of the restic key that the recovery kit yields. */
export const slotPurpose = z.enum(['ekey', 'recovery-password'])

export type SlotPurpose = z.infer<typeof slotPurpose>

/** Where a slot belongs; bound into its seal, so that it opens nowhere else. */
export const slotContext = z.strictObject({
  vaultId: z.uuid(),
  slotId: z.uuid(),
  purpose: slotPurpose,
  /** Of the provider's key: counts up when it is rotated. */
  keyVersion: z.int().min(1),
})

export type SlotContext = z.infer<typeof slotContext>

const bytes = z.base64url().max(10_000)

/** A secret of a vault, sealed for one provider: the only form in which it is ever stored. */
export const keySlot = z.strictObject({
  ...slotContext.shape,
  /** Whose key opens it. */
  providerId: z.uuid(),
  createdAt: z.iso.datetime(),
  /** One-time public key of who sealed it (HPKE); none where a KMS wrapped it. */
  enc: bytes.optional(),
  ciphertext: bytes,
})

export type KeySlot = z.infer<typeof keySlot>

/** What a slot's seal is bound to. */
export function slotBinding({ vaultId, slotId, purpose, keyVersion }: SlotContext): Binding {
  return {
    info: SLOT_INFO,
    associated: Buffer.from(JSON.stringify([vaultId, slotId, purpose, keyVersion])),
  }
}

/** Seals a secret for the holder of a private key. Only the public half is needed: the holder may be away. */
export async function sealSlot(
  secret: Uint8Array,
  context: SlotContext,
  holder: { readonly providerId: string; readonly publicKey: Uint8Array },
  now: number,
): Promise<KeySlot> {
  const { enc, ciphertext } = await sealTo(holder.publicKey, secret, slotBinding(context))
  return {
    ...context,
    providerId: holder.providerId,
    createdAt: new Date(now).toISOString(),
    enc: enc.toString('base64url'),
    ciphertext: ciphertext.toString('base64url'),
  }
}

/** Opens a slot with the key that it was sealed for. Raises HF_SLOT_BROKEN. */
export async function openSlot(slot: KeySlot, key: OpeningKey): Promise<Buffer> {
  const secret = slot.enc === undefined ? undefined : await openWith(key, sealedOf(slot), slotBinding(slot))
  if (secret === undefined) throw keyErrors.HF_SLOT_BROKEN({ slot: slot.slotId, vault: slot.vaultId })
  return secret
}

function sealedOf({ enc = '', ciphertext }: KeySlot): Sealed {
  return { enc: Buffer.from(enc, 'base64url'), ciphertext: Buffer.from(ciphertext, 'base64url') }
}
