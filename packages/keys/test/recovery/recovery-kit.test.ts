import { randomUUID } from 'node:crypto'
import { seededRandom, systemRandom } from '@holdfast/base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  confirmsKit,
  kitText,
  makeRecoveryKit,
  openingKeyOf,
  openRecoveryKit,
  openSlot,
  type SlotContext,
  sealSlot,
} from '../../src/index.ts'

describe('a recovery kit', () => {
  test('opens what was sealed to its public half, typed in or read from the sheet', async () => {
    const kit = makeRecoveryKit(systemRandom)
    const context: SlotContext = {
      vaultId: randomUUID(),
      slotId: randomUUID(),
      purpose: 'recovery-password',
      keyVersion: 1,
    }
    const secret = Buffer.from('the password of the restic key')
    const slot = await sealSlot(secret, context, { providerId: randomUUID(), publicKey: kit.publicKey }, 0)
    const sheet = kitText(kit, 'Contoso', new Date(0))
    for (const text of [kit.words.join(' '), kit.words.join('\n').toUpperCase(), sheet]) {
      const opened = openRecoveryKit(text)
      expect(opened.kitId).toBe(kit.kitId)
      expect(await openSlot(slot, await openingKeyOf(opened))).toEqual(secret)
    }
  })

  test('is the same for the same key, and a sheet says what it is (known answer)', () => {
    const kit = makeRecoveryKit({ ...seededRandom(1), bytes: () => Buffer.alloc(32) })
    // BIP 39's own vector for 32 zero bytes.
    expect(kit.words).toEqual([...Array(23).fill('abandon'), 'art'])
    expect(kitText(kit, 'Contoso', new Date(0))).toContain(`Holdfast recovery kit ${kit.kitId}`)
  })

  test('that was copied wrongly is refused, with the place and without the words', () => {
    const { words } = makeRecoveryKit(seededRandom(4))
    const wrong = (typed: readonly string[]) => {
      try {
        openRecoveryKit(typed.join(' '))
        return undefined
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(wrong(words.slice(1))).toMatch(/23 words instead of 24/)
    expect(wrong([...words.slice(0, 6), 'nonsense', ...words.slice(7)])).toMatch(/word 7 is not one/)
    fc.assert(
      fc.property(fc.nat(22), (at) => {
        const swapped = [...words]
        ;[swapped[at], swapped[at + 1]] = [words[at + 1]!, words[at]!]
        const message = wrong(swapped)
        for (const word of words)
          expect(message ?? '').not.toMatch(new RegExp(`\\b${word}\\b(?! of| instead)`))
      }),
    )
  })

  test('is confirmed by some of its words', () => {
    const kit = makeRecoveryKit(seededRandom(4))
    const typed = (places: readonly number[]) =>
      new Map(places.map((place) => [place, kit.words[place - 1]!]))
    expect(confirmsKit(kit, typed([3, 11, 24]))).toBe(true)
    expect(confirmsKit(kit, new Map([[3, ` ${kit.words[2]!.toUpperCase()} `]]))).toBe(true)
    expect(confirmsKit(kit, new Map([...typed([3]), [4, 'wrong']]))).toBe(false)
    expect(confirmsKit(kit, new Map())).toBe(false)
  })
})
