import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, pad, truncateEnd, truncateStart } from '../../src/terminal/display-width.ts'
import { formatCount } from '../../src/terminal/format-count.ts'
import { formatTime } from '../../src/terminal/format-time.ts'
import { printable } from '../../src/terminal/printable.ts'
import { formatTable } from '../../src/terminal/table.ts'

describe('displayWidth', () => {
  it.each([
    ['plain', 5],
    ['漢字', 4],
    ['한국어', 6],
    ['ｆｕｌｌ', 8],
    ['e\u0301', 1],
    ['مرحبا', 5],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 2],
    ['🇫🇷', 2],
    ['✈️', 2],
    ['\u200b', 0],
    ['𠮷', 2],
    ['', 0],
  ])('of %j is %i', (text, width) => expect(displayWidth(text)).toBe(width))

  it('cutting and padding keep to the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
        expect(displayWidth(truncateEnd(text, width))).toBeLessThanOrEqual(width)
        expect(displayWidth(truncateStart(text, width))).toBeLessThanOrEqual(width)
        if (displayWidth(text) <= width) expect(displayWidth(pad(text, width, 'right'))).toBe(width)
      }),
    )
  })

  it('never cuts a character in two', () => {
    expect(truncateEnd('漢字漢字', 4)).toBe('漢…')
    expect(truncateStart('漢字漢字', 4)).toBe('…字')
    expect(truncateEnd('a👩‍👩‍👧b', 3)).toBe('a…')
  })
})

describe('formatTable', () => {
  const columns = [
    { title: 'Name', shrink: 'start' },
    { title: 'Size', align: 'right' },
  ] as const

  it('aligns wide characters by what is shown', () => {
    expect(
      formatTable(columns, [
        ['報告.docx', '12 B'],
        ['a', '3.40 MiB'],
      ]),
    ).toEqual(['Name           Size', '報告.docx      12 B', 'a          3.40 MiB'])
  })

  it('shrinks the column that may shrink, down to its least width', () => {
    const rows = [['a/very/long/path/name.docx', '12 B']]
    expect(formatTable(columns, rows, { width: 20 })).toEqual([
      'Name            Size',
      '…ath/name.docx  12 B',
    ])
    expect(formatTable(columns, rows, { width: 5 })[1]).toBe('…me.docx  12 B')
  })

  it('makes cells safe and survives missing ones', () => {
    expect(formatTable(columns, [['a\u001b[31m\nb']], { heading: false })).toEqual(['a\\u{1b}[31m\\nb'])
  })
})

describe('other formats', () => {
  it('shows times in the zone of the person, summer and winter', () => {
    expect(formatTime('2026-03-09T07:15:42Z', 'Europe/Berlin')).toBe('2026-03-09 08:15:42')
    expect(formatTime(Date.UTC(2026, 6, 1, 23, 30), 'Asia/Tokyo')).toBe('2026-07-02 08:30:00')
    expect(formatTime(Date.UTC(2026, 0, 1), 'UTC')).toBe('2026-01-01 00:00:00')
    expect(formatTime('never', 'UTC')).toBe('never')
  })

  it('counts', () => {
    expect(formatCount(1, 'file')).toBe('1 file')
    expect(formatCount(12_345, 'file')).toBe('12,345 files')
    expect(formatCount(0, 'entry', 'entries')).toBe('0 entries')
    expect(formatCount(1_000_000)).toBe('1,000,000')
  })

  it('leaves honest text alone', () => {
    expect(printable('Übersicht 漢字 👩‍👩‍👧 é مرحبا')).toBe('Übersicht 漢字 👩‍👩‍👧 é مرحبا')
    expect(printable('a\u2028b\ud800')).toBe('a\\u{2028}b\\u{d800}')
  })
})
