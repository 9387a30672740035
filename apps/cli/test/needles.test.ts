import { seededRandom } from '@holdfast/base'
import { expect, test } from 'vitest'
import { Needles } from './needles.ts'

test('what lies anywhere is found, at the ends and across one another too, and nothing else', () => {
  const random = seededRandom(4)
  const needles = [11, 12, 16, 20, 32, 41].flatMap((length) => [random.bytes(length), random.bytes(length)])
  const search = new Needles(needles)
  for (const needle of needles) {
    expect(search.in(needle)).toEqual(new Set([needle]))
    for (let before = 0; before < 20; before++) {
      const bytes = Buffer.concat([random.bytes(before), needle, random.bytes(before % 7)])
      expect(search.in(bytes)).toEqual(new Set([needle]))
      expect(search.in(bytes.subarray(0, before + needle.length - 1)).size).toBe(0)
    }
  }
  expect(search.in(Buffer.concat(needles))).toEqual(new Set(needles))
  const across = [Buffer.from('abcdefghijklm'), Buffer.from('cdefghijklmno')]
  expect(new Needles(across).in(Buffer.from('--abcdefghijklmno')).size).toBe(2)
  expect(search.in(random.bytes(200_000)).size).toBe(0)
})
