import { type Clock, HoldfastError } from '@holdfast/base'
import { KeyAsker } from '../envelope/key-answer.ts'
import type { KeySlot } from '../envelope/key-slot.ts'
import { keyErrors } from '../errors.ts'
import type { KeyProvider, KeyUse } from '../providers/key-provider.ts'

export interface ObtainOptions {
  readonly use: KeyUse
  readonly clock: Clock
  /** A new id for each question. */
  readonly newId: () => string
  readonly signal?: AbortSignal
  /** Milliseconds that one provider may take (default 10,000). */
  readonly patience?: number
}

export interface ObtainedKey {
  /** In clear: whoever gets it wipes it. */
  readonly secret: Buffer
  readonly slot: KeySlot
  readonly provider: KeyProvider
}

const PATIENCE = 10_000

/**
 * Asks the providers for what lies in a vault's slots, in their order, until one answers. Each is asked with a one-time
 * key of its own. Raises EKEY_UNAVAILABLE with what each of them said.
 *
 * @param slots of one vault and one purpose
 */
export async function obtainKey(
  slots: readonly KeySlot[],
  providers: readonly KeyProvider[],
  options: ObtainOptions,
): Promise<ObtainedKey> {
  const said: string[] = []
  for (const provider of providers) {
    const slot = newest(slots.filter(({ providerId }) => providerId === provider.id))
    if (slot === undefined) continue
    if (!provider.isConnected) {
      said.push(`${provider.name} is not connected`)
      continue
    }
    try {
      return { secret: await ask(provider, slot, options), slot, provider }
    } catch (error) {
      options.signal?.throwIfAborted()
      said.push(`${provider.name}: ${reasonOf(error)}`)
    }
  }
  const reason = said.length === 0 ? 'no key provider holds it' : said.join('; ')
  throw keyErrors.EKEY_UNAVAILABLE({ reason })
}

async function ask(provider: KeyProvider, slot: KeySlot, options: ObtainOptions): Promise<Buffer> {
  const { use, clock, newId, signal, patience = PATIENCE } = options
  const late = new AbortController()
  const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  const asker = await KeyAsker.create(newId())
  const tooLate = clock.sleep(patience, either).then(
    () => {
      throw new Error(`no answer in ${patience / 1_000} s`)
    },
    () => {
      throw either.reason
    },
  )
  try {
    const answer = await Promise.race([provider.answer(slot, asker.question, use, either), tooLate])
    return await asker.open(answer, slot)
  } finally {
    late.abort()
    tooLate.catch(() => {})
  }
}

function newest(slots: readonly KeySlot[]): KeySlot | undefined {
  return slots.toSorted((a, b) => b.keyVersion - a.keyVersion)[0]
}

function reasonOf(error: unknown): string {
  const text = error instanceof HoldfastError || error instanceof Error ? error.message : String(error)
  return text.replace(/\.$/, '')
}
