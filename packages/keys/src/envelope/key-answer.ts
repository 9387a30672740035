import { keyErrors } from '../errors.ts'
import { wipe } from './ekey.ts'
import { type Binding, newOpeningKey, type OpeningKey, openWith, type Sealed, sealTo } from './hpke.ts'
import { type KeySlot, openSlot, type SlotContext } from './key-slot.ts'

const ANSWER_INFO = Buffer.from('holdfast key answer v1')

/** A job's question for a key: the holder's answer is sealed to its one-time key, whoever carries it. */
export interface KeyQuestion {
  /** Of the question: an answer to another one does not open. */
  readonly id: string
  /** The job's one-time public key, 32 bytes. */
  readonly recipient: Buffer
}

function answerBinding(question: string, { vaultId, slotId, purpose, keyVersion }: SlotContext): Binding {
  return {
    info: ANSWER_INFO,
    associated: Buffer.from(JSON.stringify([question, vaultId, slotId, purpose, keyVersion])),
  }
}

/** What a holder of a private key does with a question: opens the slot, and seals what is in it anew. Raises HF_SLOT_BROKEN. */
export async function answerQuestion(slot: KeySlot, question: KeyQuestion, key: OpeningKey): Promise<Sealed> {
  const secret = await openSlot(slot, key)
  try {
    return await sealAnswer(secret, question, slot)
  } finally {
    wipe(secret)
  }
}

/** Seals an answer to the question's one-time key, and binds it to question and slot. */
export async function sealAnswer(
  secret: Uint8Array,
  { id, recipient }: KeyQuestion,
  slot: SlotContext,
): Promise<Sealed> {
  return await sealTo(recipient, secret, answerBinding(id, slot))
}

/** A job's side of a question: asks once, and opens the answer with a key that nobody else ever has. */
export class KeyAsker {
  readonly question: KeyQuestion
  readonly #key: OpeningKey

  private constructor(question: KeyQuestion, key: OpeningKey) {
    this.question = question
    this.#key = key
  }

  static async create(id: string): Promise<KeyAsker> {
    const { publicKey, key } = await newOpeningKey()
    return new KeyAsker({ id, recipient: publicKey }, key)
  }

  /** What the slot holds; whoever gets it wipes it. Raises HF_SLOT_BROKEN for an answer to something else. */
  async open(answer: Sealed, slot: SlotContext): Promise<Buffer> {
    const secret = await openWith(this.#key, answer, answerBinding(this.question.id, slot))
    if (secret === undefined) throw keyErrors.HF_SLOT_BROKEN({ slot: slot.slotId, vault: slot.vaultId })
    return secret
  }
}
