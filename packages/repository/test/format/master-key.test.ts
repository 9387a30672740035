import { type Random, seededRandom } from '@holdfast/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MasterKey } from '../../src/index.ts'

test('Poly1305-AES vector of the paper', () => {
  const r = Buffer.from('851fc40c3467ac0be05cc20404f3f700', 'hex')
  const s = Buffer.from('ec074c835580741701425b623235add6', 'hex')
  const key = MasterKey.fromBytes(Buffer.concat([Buffer.alloc(32, 1), s, r]))
  const fixed: Random = {
    bytes: () => Buffer.from('fb447350c4e868c52ac3275cf9d4327e', 'hex'),
    fraction: () => 0,
  }
  // The code covers the ciphertext: choose the plaintext whose ciphertext is the paper's message.
  const stream = key.seal(Buffer.alloc(2), fixed).subarray(16, 18)
  const plaintext = Buffer.from([0xf3 ^ stream[0]!, 0xf6 ^ stream[1]!])
  expect(key.seal(plaintext, fixed).subarray(18).toString('hex')).toBe('f4c633c3044fc145f84f335cb81953de')
})

test('whole-seal vector', () => {
  const sequence = (from: number, length: number): Buffer =>
    Buffer.from(Array.from({ length }, (_, i) => from + i))
  const key = MasterKey.fromBytes(Buffer.concat([sequence(0, 32), sequence(0x20, 16), sequence(0xf0, 16)]))
  const iv = sequence(0x30, 16)
  const sealed = key.seal(Buffer.from('holdfast'), { bytes: () => iv, fraction: () => 0 })
  expect(sealed.toString('hex')).toBe(`${iv.toString('hex')}8a1b62ee9cb597a514e151aefb3c07962034eef59e41616c`)
  expect(key.open(sealed).toString()).toBe('holdfast')
})

test('any content comes back; any changed bit is refused', () => {
  const random = seededRandom(1)
  const key = MasterKey.generate(random)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (content, at) => {
      const sealed = key.seal(content, random)
      expect(sealed.length).toBe(content.length + 32)
      expect(Buffer.compare(key.open(sealed), content)).toBe(0)
      sealed[Math.floor(at / 8) % sealed.length]! ^= 1 << (at % 8)
      expect(() => key.open(sealed)).toThrow(expect.objectContaining({ code: 'HF_SEAL_BROKEN' }))
    }),
  )
})

test('a key goes through JSON and back; damaged ones are refused', () => {
  const key = MasterKey.generate(seededRandom(2))
  expect(MasterKey.fromJson(key.toJson()).bytes).toEqual(key.bytes)
  for (const text of ['', '{}', '{"mac":{"k":"","r":""},"encrypt":""}', 'null']) {
    expect(() => MasterKey.fromJson(text)).toThrow(expect.objectContaining({ code: 'HF_KEY_INVALID' }))
  }
  expect(() => MasterKey.fromBytes(Buffer.alloc(64))).toThrow(
    expect.objectContaining({ code: 'HF_KEY_INVALID' }),
  )
})
