import { seededRandom } from '@holdfast/base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goJsonString } from '../../src/format/go-json.ts'
import { goQuote, goUnquote } from '../../src/format/go-quote.ts'
import { isIrreducible, randomPolynomial } from '../../src/format/polynomial.ts'
import { goTime } from '../../src/format/time.ts'
import {
  canonicalTime,
  compareNames,
  decodeTree,
  encodeTree,
  type Id,
  type TreeNode,
} from '../../src/index.ts'

// What Go's strconv.Quote prints for these (printed by Go itself).
test.each([
  ['plain name.txt', 'plain name.txt'],
  ['a"b\\c', 'a\\"b\\\\c'],
  ['\x07\b\f\n\r\t\v', '\\a\\b\\f\\n\\r\\t\\v'],
  ['\x01\x7f', '\\x01\\x7f'],
  ['a\u00a0\u00ad\u200b\u2028\ue000\ufeff', 'a\\u00a0\\u00ad\\u200b\\u2028\\ue000\\ufeff'],
  ['😀é文e\u0301', '😀é文e\u0301'],
  ['\u{e0001}\u{10ffff}', '\\U000e0001\\U0010ffff'],
  ['<&>', '<&>'],
])('quotes %j', (name, quoted) => {
  expect(goQuote(name)).toBe(quoted)
  expect(goUnquote(quoted)).toBe(name)
})

test.each(['\\q', 'a"b', 'a\nb', '\\', '\\x1', '\\ud83d\\ude00'])('refuses the quoted form %j', (quoted) => {
  expect(() => goUnquote(quoted)).toThrow(expect.objectContaining({ code: 'HF_TREE_INVALID' }))
})

test('JSON strings escape what Go escapes', () => {
  expect(goJsonString('a"\\<>&\u2028\u2029\n\r\t\b\f\u0001\x7f😀')).toBe(
    '"a\\"\\\\\\u003c\\u003e\\u0026\\u2028\\u2029\\n\\r\\t\\b\\f\\u0001\x7f😀"',
  )
})

test('any name comes back from its quoted form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(goUnquote(goQuote(name))).toBe(name.toWellFormed())
    }),
  )
})

test.each([
  ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04:05.120Z', '2026-01-02T03:04:05.12Z'],
  ['2026-01-02T03:04:05.1234567Z', '2026-01-02T03:04:05.1234567Z'],
  ['2026-01-02T05:04:05.5+02:00', '2026-01-02T03:04:05.5Z'],
  ['0001-01-01T00:00:00Z', '1678-01-01T00:00:00Z'],
  ['9999-12-31T00:00:00Z', '2261-12-31T00:00:00Z'],
  ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
  ['no time', '1970-01-01T00:00:00Z'],
])('time %s becomes %s', (time, canonical) => {
  expect(canonicalTime(time)).toBe(canonical)
})

test('milliseconds lose their trailing zeros only', () => {
  expect([goTime(0), goTime(120), goTime(1_000_010)]).toEqual([
    '1970-01-01T00:00:00Z',
    '1970-01-01T00:00:00.12Z',
    '1970-01-01T00:16:40.01Z',
  ])
  expect(canonicalTime(120)).toBe('1970-01-01T00:00:00.12Z')
})

test('polynomials: the known one is irreducible, even and composite ones are not, random ones are', () => {
  expect(isIrreducible(0x25b468838dcb75n)).toBe(true)
  expect(isIrreducible(0x25b468838dcb74n)).toBe(false)
  expect(isIrreducible((1n << 53n) | 1n)).toBe(false)
  const drawn = randomPolynomial(seededRandom(7))
  expect(isIrreducible(BigInt(`0x${drawn}`))).toBe(true)
  expect(drawn).not.toBe(randomPolynomial(seededRandom(8)))
})

describe('trees', () => {
  const time = '2026-01-02T03:04:05Z'
  const times = { mtime: time, atime: time, ctime: time }
  const id = 'ab'.repeat(32) as Id
  const file = (name: string): TreeNode => ({
    name,
    type: 'file',
    mode: 0o644,
    ...times,
    size: 3,
    links: 1,
    content: [id],
  })

  test('the bytes are those of restic', () => {
    const nodes: TreeNode[] = [
      { name: 'd', type: 'dir', mode: 2147484141, ...times, subtree: id },
      { ...file('empty'), size: 0, content: [] },
      {
        ...file('f <&>'),
        genericAttributes: { 'windows.creation_time': { LowDateTime: 1, HighDateTime: 2 } },
      },
    ]
    expect(encodeTree(nodes).toString()).toBe(
      `{"nodes":[{"name":"d","type":"dir","mode":2147484141,"mtime":"${time}","atime":"${time}","ctime":"${time}","uid":0,"gid":0,"content":null,"subtree":"${id}"},` +
        `{"name":"empty","type":"file","mode":420,"mtime":"${time}","atime":"${time}","ctime":"${time}","uid":0,"gid":0,"links":1,"content":[]},` +
        `{"name":"f \\u003c\\u0026\\u003e","type":"file","mode":420,"mtime":"${time}","atime":"${time}","ctime":"${time}","uid":0,"gid":0,"size":3,"links":1,"generic_attributes":{"windows.creation_time":{"LowDateTime":1,"HighDateTime":2}},"content":["${id}"]}]}\n`,
    )
    expect(encodeTree([]).toString()).toBe('{"nodes":[]}\n')
  })

  test('order is that of UTF-8 bytes, not of JavaScript strings', () => {
    expect(['😀', '\uff5e', 'z', 'Z', 'a\u0301', 'á', 'a'].sort(compareNames)).toEqual([
      'Z',
      'a',
      'a\u0301',
      'z',
      'á',
      '\uff5e',
      '😀',
    ])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareNames(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  test.each([
    ['wrong order', [file('b'), file('a')]],
    ['the same name twice', [file('a'), file('a')]],
    ['no name', [file('')]],
    ['a parent', [file('..')]],
    ['a slash', [file('a/b')]],
    ['a file without content', [{ ...file('a'), content: undefined } as unknown as TreeNode]],
    ['a directory without tree', [{ name: 'd', type: 'dir', mode: 1, ...times } as TreeNode]],
  ])('refuses %s', (_, nodes) => {
    expect(() => encodeTree(nodes)).toThrow(expect.objectContaining({ code: 'HF_TREE_INVALID' }))
  })

  test('what is decoded is encoded to the same bytes', () => {
    const names = fc.uniqueArray(
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 20 })
        .filter((name) => name.isWellFormed() && !/[/\0]|^\.{1,2}$/.test(name)),
    )
    fc.assert(
      fc.property(names, (list) => {
        const bytes = encodeTree(list.sort(compareNames).map(file))
        expect(encodeTree(decodeTree(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each(['', 'x', '{"nodes":{}}', '{"nodes":[{}]}', '{"nodes":[null]}'])('no tree: %j', (text) => {
    expect(() => decodeTree(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'HF_TREE_INVALID' }))
  })
})
