import { randomUUID } from 'node:crypto'
import { systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  answerQuestion,
  deriveMasterKey,
  KeyAsker,
  type KeySlot,
  newEkey,
  newOpeningKey,
  openSlot,
  type SlotContext,
  sealSlot,
  wipe,
} from '../../src/index.ts'

const context = (): SlotContext => ({
  vaultId: randomUUID(),
  slotId: randomUUID(),
  purpose: 'ekey',
  keyVersion: 1,
})

async function sealedSlot() {
  const holder = await newOpeningKey()
  const ekey = newEkey(systemRandom)
  const providerId = randomUUID()
  const slot = await sealSlot(ekey, context(), { providerId, publicKey: holder.publicKey }, 0)
  return { holder, ekey, slot }
}

describe('a key slot', () => {
  test('opens for its holder', async () => {
    const { holder, ekey, slot } = await sealedSlot()
    expect(await openSlot(slot, holder.key)).toEqual(ekey)
    expect(JSON.stringify(slot)).not.toContain(ekey.toString('base64url'))
  })

  test.each([
    ['another vault', { vaultId: randomUUID() }],
    ['another slot', { slotId: randomUUID() }],
    ['another purpose', { purpose: 'recovery-password' }],
    ['another version', { keyVersion: 2 }],
    ['nobody', { enc: undefined }],
  ] as const)('made out to %s does not open', async (_, change) => {
    const { holder, slot } = await sealedSlot()
    const moved = { ...slot, ...change } as KeySlot
    await expect(openSlot(moved, holder.key)).rejects.toMatchObject({ code: 'HF_SLOT_BROKEN' })
  })
})

describe('a question for a key', () => {
  test('is answered to the one who asked, and to nobody else', async () => {
    const { holder, ekey, slot } = await sealedSlot()
    const asker = await KeyAsker.create('question 1')
    const answer = await answerQuestion(slot, asker.question, holder.key)
    expect(await asker.open(answer, slot)).toEqual(ekey)
    const other = await KeyAsker.create('question 1')
    await expect(other.open(answer, slot)).rejects.toMatchObject({ code: 'HF_SLOT_BROKEN' })
  })

  test('takes no answer to another question, or about another vault', async () => {
    const { holder, slot } = await sealedSlot()
    const asker = await KeyAsker.create('question 1')
    const replayed = await answerQuestion(slot, { ...asker.question, id: 'question 0' }, holder.key)
    await expect(asker.open(replayed, slot)).rejects.toMatchObject({ code: 'HF_SLOT_BROKEN' })
    const answer = await answerQuestion(slot, asker.question, holder.key)
    await expect(asker.open(answer, { ...slot, vaultId: randomUUID() })).rejects.toMatchObject({
      code: 'HF_SLOT_BROKEN',
    })
  })
})

test('the master key of restic comes from ekey and vault (known answer)', () => {
  const ekey = Buffer.alloc(32, 1)
  const key = deriveMasterKey(ekey, '00000000-0000-4000-8000-000000000001')
  expect(key).toHaveLength(64)
  expect(key.toString('hex')).toMatchInlineSnapshot(
    `"3952377ed1fd937de99bd80e836b5cbe82f25a6ff3af708c1aa262f6fc20ca24db0284162c43bd78246d27acb4209c8445bdbb18d5c8531d889fb67a17c272dd"`,
  )
  expect(deriveMasterKey(ekey, '00000000-0000-4000-8000-000000000002')).not.toEqual(key)
})

test('what is wiped is gone', () => {
  const secret = newEkey(systemRandom)
  wipe(secret, undefined)
  expect(secret).toEqual(Buffer.alloc(32))
})
