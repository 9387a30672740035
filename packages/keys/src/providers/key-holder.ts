import type { KeyPair, Sealed } from '../envelope/hpke.ts'
import { answerQuestion, type KeyQuestion } from '../envelope/key-answer.ts'
import type { KeySlot } from '../envelope/key-slot.ts'
import type { KeyProvider, KeyUse, ProviderKind } from './key-provider.ts'

/** A provider whose private key lies in this process: the inner part of a connector, and of the default start. */
export class KeyHolder implements KeyProvider {
  readonly id: string
  readonly name: string
  readonly kind: ProviderKind
  readonly isConnected = true
  readonly #pair: KeyPair

  constructor(
    { id, name, kind }: { readonly id: string; readonly name: string; readonly kind: ProviderKind },
    pair: KeyPair,
  ) {
    this.id = id
    this.name = name
    this.kind = kind
    this.#pair = pair
  }

  get publicKey(): Buffer {
    return this.#pair.publicKey
  }

  async answer(slot: KeySlot, question: KeyQuestion, _use: KeyUse, signal: AbortSignal): Promise<Sealed> {
    signal.throwIfAborted()
    return await answerQuestion(slot, question, this.#pair.privateKey)
  }
}
