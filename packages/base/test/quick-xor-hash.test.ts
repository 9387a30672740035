import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QuickXorHash, quickXorHash } from '../src/index.ts'

test.each([
  [Buffer.alloc(0), 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  [Buffer.from([0x4a]), 'SgAAAAAAAAAAAAAAAQAAAAAAAAA='],
  [Buffer.from('2fuxhBJXtpWFe8dOfdGeHw==', 'base64'), 'O9tHLAghgSvYohKFyMMxnNCHaHg='],
  [Buffer.from('NbYXsp5/K6mR+NmHwExjvWeWDJFnXTKWVlzYHoesp2E=', 'base64'), 'wjuAuWDiq04qDt1R8hHWDDcwVoQ='],
  [Buffer.from('Hello, OneDrive'), 'SSgDG9jwBhaA4AluJwMR5JAGO5Q='],
  [Buffer.from(Array.from({ length: 256 }, (_, i) => i)), 'QkGEfSisZcA7k+FCh71r2dbCayY='],
])('F18 a hash that is wrong: vector %#', (input, expected) => {
  expect(quickXorHash(input)).toBe(expected)
})

/** The definition, bit by bit: slow and obviously right. */
function naive(data: Uint8Array, offset = 0): string {
  const state = new Uint8Array(20)
  data.forEach((byte, i) => {
    for (let bit = 0; bit < 8; bit++) {
      const at = (11 * (offset + i) + bit) % 160
      state[at >> 3]! ^= ((byte >> bit) & 1) << (at & 7)
    }
  })
  let length = BigInt(offset + data.length)
  for (let i = 12; i < 20; i++, length >>= 8n) state[i]! ^= Number(length & 0xffn)
  return Buffer.from(state).toString('base64')
}

test('F18 a hash that is wrong: any content in any pieces, at any alignment, gives that of the definition', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), fc.array(fc.nat(700)), fc.nat(3), (data, cuts, shift) => {
      const shifted = new Uint8Array(data.length + shift).subarray(shift)
      shifted.set(data)
      const hash = new QuickXorHash()
      let at = 0
      for (const cut of cuts) {
        hash.update(shifted.subarray(at, at + cut))
        at = Math.min(at + cut, shifted.length)
      }
      hash.update(shifted.subarray(at))
      expect(hash.digest()).toBe(naive(data))
    }),
  )
})

test('F18 a hash that is wrong: around 64 KB and beyond 4 GB it is that of the definition', () => {
  const data = Buffer.from(Array.from({ length: 65_537 }, (_, i) => (i * 7) & 0xff))
  for (const size of [65_535, 65_536, 65_537])
    expect(quickXorHash(data.subarray(0, size))).toBe(naive(data.subarray(0, size)))
  // What lies before are bytes of zero, which leave no trace but their number.
  for (const before of [2 ** 31 - 3, 2 ** 32 - 5, 2 ** 32, 250 * 2 ** 30])
    expect(new QuickXorHash(before).update(data).digest()).toBe(naive(data, before))
  const zeros = new Uint8Array(2 ** 20)
  const hash = new QuickXorHash(2 ** 32 - 2 ** 20).update(zeros).update(data)
  expect(hash.digest()).toBe(naive(data, 2 ** 32))
})

test('a Buffer at an odd address is hashed too: its slice() is a view, not a copy', () => {
  const data = Buffer.from(Array.from({ length: 1000 }, (_, i) => i & 0xff))
  for (let shift = 0; shift < 8; shift++) {
    const shifted = Buffer.alloc(1008).subarray(shift, shift + 1000)
    data.copy(shifted)
    expect(quickXorHash(shifted)).toBe(naive(data))
  }
})

test('a hash that was written down, or made of parts that were hashed elsewhere, is the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(3000), (data, cut) => {
      const at = Math.min(cut, data.length)
      const stopped = new QuickXorHash().update(data.subarray(0, at))
      expect(stopped.length).toBe(at)
      expect(QuickXorHash.from(stopped.state).update(data.subarray(at)).digest()).toBe(quickXorHash(data))
      const part = new QuickXorHash(at).update(data.subarray(at)).part()
      expect(stopped.merge(part, data.length - at).digest()).toBe(quickXorHash(data))
    }),
  )
})
