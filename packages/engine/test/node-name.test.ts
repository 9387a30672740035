import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeName } from '../src/index.ts'

test('ordinary names stay as they are, NFC and NFD apart', () => {
  for (const name of [
    'a',
    'é',
    'e\u0301',
    '文書.docx',
    '😀',
    ' x',
    "it's #1 & 50%.txt",
    `${'x'.repeat(251)}.txt`,
  ]) {
    expect(nodeName(name, 'id')).toBe(name)
  }
})

test('a name that no file system takes is cut, keeps its ending, and never meets another one', () => {
  const long = `${'文'.repeat(250)}.docx`
  const cut = nodeName(long, 'one')
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(255)
  expect(cut).toMatch(/^文+~[0-9a-f]{8}\.docx$/)
  expect(nodeName(long, 'two')).not.toBe(cut)
  expect(nodeName(long, 'one')).toBe(cut)
})

test('any string gives a name that a file system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ minLength: 1 }), (name, id) => {
      const out = nodeName(name, id)
      expect(Buffer.byteLength(out)).toBeLessThanOrEqual(255)
      expect(out.isWellFormed()).toBe(true)
      expect(out).not.toMatch(/[/\0]|^\.{0,2}$/)
    }),
  )
})
