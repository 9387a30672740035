import { randomUUID } from 'node:crypto'
import { systemClock, systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  KeyHolder,
  type KeyProvider,
  type KeySlot,
  newEkey,
  newKeyPair,
  obtainKey,
  type ProviderKind,
  sealSlot,
} from '../../src/index.ts'

const ekey = newEkey(systemRandom)
const vaultId = randomUUID()
const options = { use: { reason: 'backup' }, clock: systemClock, newId: randomUUID } as const

async function holder(name: string, kind: ProviderKind = 'connector') {
  const provider = await KeyHolder.open({ id: randomUUID(), name, kind }, await newKeyPair())
  return { provider, slot: await slotFor(provider) }
}

async function slotFor({ id: providerId, publicKey }: KeyHolder, keyVersion = 1): Promise<KeySlot> {
  const context = { vaultId, slotId: randomUUID(), purpose: 'ekey', keyVersion } as const
  return await sealSlot(ekey, context, { providerId, publicKey }, 0)
}

const without = (provider: KeyProvider, change: Partial<KeyProvider>): KeyProvider => ({
  id: provider.id,
  name: provider.name,
  kind: provider.kind,
  isConnected: true,
  answer: provider.answer.bind(provider),
  ...change,
})

describe('a key', () => {
  test('comes from the first provider that answers', async () => {
    const [first, second] = [await holder('first'), await holder('second')]
    const slots = [second.slot, first.slot]
    const obtained = await obtainKey(slots, [first.provider, second.provider], options)
    expect([obtained.secret, obtained.provider.name]).toEqual([ekey, 'first'])
    for (const broken of [
      without(first.provider, { isConnected: false }),
      without(first.provider, { answer: async () => Promise.reject(new Error('its disk is full')) }),
      without(first.provider, {
        answer: async () => ({ enc: Buffer.alloc(32, 9), ciphertext: Buffer.alloc(48) }),
      }),
    ]) {
      expect(await obtainKey(slots, [broken, second.provider], options)).toMatchObject({
        secret: ekey,
        provider: { name: 'second' },
      })
    }
  })

  test('is not waited for longer than patience, and a late answer is dropped', async () => {
    const [first, second] = [await holder('first'), await holder('second')]
    const silent = without(first.provider, { answer: () => new Promise(() => {}) })
    const obtained = await obtainKey([first.slot, second.slot], [silent, second.provider], {
      ...options,
      patience: 20,
    })
    expect(obtained.provider.name).toBe('second')
  })

  test('comes from the newest slot of a provider', async () => {
    const { provider, slot } = await holder('first')
    const newer = await slotFor(provider, 2)
    expect(await obtainKey([slot, newer], [provider], options)).toMatchObject({ slot: { keyVersion: 2 } })
  })

  test('that nobody gives is not available, and it is said why', async () => {
    const [first, second] = [await holder('first'), await holder('second')]
    const gone = without(first.provider, { isConnected: false })
    await expect(obtainKey([first.slot], [gone, second.provider], options)).rejects.toMatchObject({
      code: 'EKEY_UNAVAILABLE',
      retry: 'later',
      message: 'The key of this vault is not available: first is not connected.',
    })
    await expect(obtainKey([], [first.provider], options)).rejects.toThrow('no key provider holds it')
  })

  test('that is not wanted any more is not asked for', async () => {
    const { provider, slot } = await holder('first')
    const stop = new AbortController()
    const slow = without(provider, { answer: () => new Promise(() => {}) })
    const asking = obtainKey([slot], [slow], { ...options, signal: stop.signal })
    stop.abort(new Error('cancelled'))
    await expect(asking).rejects.toThrow('cancelled')
  })
})
