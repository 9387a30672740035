import { type KeyPair, type OpeningKey, openingKeyOf, type Sealed } from '../envelope/hpke.ts'
import { answerQuestion, type KeyQuestion } from '../envelope/key-answer.ts'
import { type KeySlot, openSlot } from '../envelope/key-slot.ts'
import type { KeyProvider, KeyUse, ProviderKind } from './key-provider.ts'

/** A provider whose private key lies in this process: the inner part of a connector, and of the default start. */
export class KeyHolder implements KeyProvider {
  readonly id: string
  readonly name: string
  readonly kind: ProviderKind
  readonly isConnected = true
  readonly publicKey: Buffer
  readonly #key: OpeningKey

  private constructor(
    { id, name, kind }: Pick<KeyProvider, 'id' | 'name' | 'kind'>,
    publicKey: Buffer,
    key: OpeningKey,
  ) {
    this.id = id
    this.name = name
    this.kind = kind
    this.publicKey = publicKey
    this.#key = key
  }

  /** The pair's buffers may be wiped afterwards. Raises HF_KEY_MALFORMED. */
  static async open(provider: Pick<KeyProvider, 'id' | 'name' | 'kind'>, pair: KeyPair): Promise<KeyHolder> {
    return new KeyHolder(provider, Buffer.from(pair.publicKey), await openingKeyOf(pair))
  }

  /** What a slot holds, in clear: whoever gets it wipes it. Raises HF_SLOT_BROKEN. */
  async open(slot: KeySlot): Promise<Buffer> {
    return await openSlot(slot, this.#key)
  }

  async answer(slot: KeySlot, question: KeyQuestion, _use: KeyUse, signal: AbortSignal): Promise<Sealed> {
    signal.throwIfAborted()
    return await answerQuestion(slot, question, this.#key)
  }
}
