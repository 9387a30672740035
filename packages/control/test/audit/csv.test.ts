import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../../src/audit/csv.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  [' =1', "' =1"],
  ['\t=1', `"'\t=1"`],
  ['＝1', "'＝1"],
  [-1, '-1'],
  [true, 'true'],
  [null, ''],
  ['', ''],
])('%j is the cell %j', (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`)
})

test('every text comes back as it was, or after an apostrophe; and none begins as a formula does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
      const cells = parse(csvLine(texts))
      expect(cells).toHaveLength(texts.length)
      for (const [i, cell] of cells.entries()) {
        expect([texts[i], `'${texts[i]}`]).toContain(cell)
        expect(cell.trimStart()).not.toMatch(/^[=+\-@]/)
      }
    }),
  )
})

/** One line of CSV, read as RFC 4180 has it. */
function parse(line: string): string[] {
  const cells: string[] = []
  let rest = line.slice(0, -2)
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest)
    const cell = quoted?.[0] ?? /^[^,]*/.exec(rest)?.[0] ?? ''
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : cell)
    rest = rest.slice(cell.length)
    if (rest === '') return cells
    rest = rest.slice(1)
  }
}
