import { createCipheriv, randomBytes } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { seededRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { looksEncrypted, TELLING_BYTES } from '../../src/index.ts'

const text = Buffer.from('Minutes of the meeting: who is to do what until when.\n'.repeat(2_000))

function encrypted(content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16, 9))
  return Buffer.concat([cipher.update(content), cipher.final()])
}

describe('the beginning of a file', () => {
  test('looks encrypted when it is', () => {
    expect(looksEncrypted(encrypted(text))).toBe(true)
    const found = Array.from({ length: 1_000 }, () => looksEncrypted(randomBytes(TELLING_BYTES)))
    expect(found.filter(Boolean).length).toBeGreaterThan(990)
  })

  test.each([
    ['text', text],
    ['zeros', Buffer.alloc(TELLING_BYTES)],
    ['an archive', gzipSync(encrypted(text))],
    ['another archive', zstdCompressSync(encrypted(text))],
    ['a document', Buffer.concat([Buffer.from('PK\x03\x04'), encrypted(text)])],
    ['a video', Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), encrypted(text)])],
    ['a photo', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), encrypted(text)])],
    ['numbers of 16 bits', evenNumbers()],
  ])('does not when it is %s', (_, content) => {
    expect(looksEncrypted(content)).toBe(false)
  })

  test('tells nothing when there is little of it', () => {
    expect(looksEncrypted(encrypted(text).subarray(0, TELLING_BYTES - 1))).toBe(false)
  })
})

/** Measurements below 4,096: the upper bytes are all small. */
function evenNumbers(): Buffer {
  const random = seededRandom(3)
  const numbers = new Uint16Array(TELLING_BYTES)
  for (let i = 0; i < numbers.length; i++) numbers[i] = random.bytes(2).readUInt16LE() & 0xfff
  return Buffer.from(numbers.buffer)
}
