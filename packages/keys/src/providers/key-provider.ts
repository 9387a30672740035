import type { Sealed } from '../envelope/hpke.ts'
import type { KeyQuestion } from '../envelope/key-answer.ts'
import type { KeySlot } from '../envelope/key-slot.ts'

export const PROVIDER_KINDS = ['connector', 'device', 'kms'] as const

export type ProviderKind = (typeof PROVIDER_KINDS)[number]

/** What a key is wanted for: the holder's policy decides by it, and its audit log keeps it. */
export interface KeyUse {
  readonly reason: 'backup' | 'restore' | 'browse' | 'upkeep' | 'rotation' | 'drill'
  readonly jobId?: string
  /** Whose data it is, by its profile: for policies. */
  readonly profileId?: string
}

/** Somebody who can open slots. What the answer holds is sealed to the question: who carries it learns nothing. */
export interface KeyProvider {
  readonly id: string
  readonly name: string
  readonly kind: ProviderKind
  /** Whether it can be asked at this moment. */
  readonly isConnected: boolean
  /** Raises EKEY_REFUSED, HF_SLOT_BROKEN, or whatever keeps the provider from answering. */
  answer(slot: KeySlot, question: KeyQuestion, use: KeyUse, signal: AbortSignal): Promise<Sealed>
}
