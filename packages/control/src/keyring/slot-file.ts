import { type KeySlot, keySlot } from '@holdfast/keys'
import { z } from 'zod'
import { keyringErrors } from './errors.ts'

/** A vault's key slots as they lie beside its repository: nothing in them is secret without a provider's key. */
const slotFile = z.object({ version: z.literal(1), vaultId: z.uuid(), slots: z.array(keySlot) })

export function slotFileText(vaultId: string, slots: readonly KeySlot[]): string {
  const content: z.input<typeof slotFile> = { version: 1, vaultId, slots: [...slots] }
  return `${JSON.stringify(content, undefined, 2)}\n`
}

/** Raises HF_SLOTS_DAMAGED. */
export function readSlotFile(vaultId: string, text: string): readonly KeySlot[] {
  try {
    const { slots } = slotFile.parse(JSON.parse(text))
    return slots.filter((slot) => slot.vaultId === vaultId)
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? (cause.issues[0]?.message ?? 'incomplete') : 'it is no JSON'
    throw keyringErrors.HF_SLOTS_DAMAGED({ vault: vaultId, reason }, { cause })
  }
}
