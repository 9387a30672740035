import { crc32, inflateSync } from 'node:zlib'
import { seededRandom } from '@holdfast/base'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { jpegImage } from '../../src/demo/organisation/documents/jpeg-image.ts'
import { mailMessage } from '../../src/demo/organisation/documents/mail-message.ts'
import { pdfDocument } from '../../src/demo/organisation/documents/pdf-document.ts'
import { landscape } from '../../src/demo/organisation/documents/picture.ts'
import { pngImage } from '../../src/demo/organisation/documents/png-image.ts'
import { presentation } from '../../src/demo/organisation/documents/presentation.ts'
import { csvFile, svgLogo } from '../../src/demo/organisation/documents/text-files.ts'
import { wordDocument } from '../../src/demo/organisation/documents/word-document.ts'
import { columnName, workbook } from '../../src/demo/organisation/documents/workbook.ts'
import { zipArchive } from '../../src/demo/organisation/documents/zip-archive.ts'
import { Draw } from '../../src/demo/organisation/draw.ts'
import { paragraphs } from '../../src/demo/organisation/prose.ts'
import { readJpeg } from './read-jpeg.ts'

const draw = () => new Draw(seededRandom(7))
const about = { title: 'R&D <größer> "x" 漢字', author: 'Jürgen & 美咲', created: '2026-03-02T09:00:00Z' }
const sections = [1, 2, 3, 4, 5, 6].map((n) => ({
  heading: `Part ${n}`,
  paragraphs: paragraphs(draw(), 'de', 4),
}))

/** Tags are balanced, ampersands are entities, there is one root. */
function expectWellFormed(xml: string): void {
  const open: string[] = []
  let roots = 0
  expect(xml.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&')
  for (const [tag, close, name, empty] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (tag.startsWith('<?')) continue
    if (close) expect(open.pop()).toBe(name)
    else {
      if (open.length === 0) roots++
      if (!empty) open.push(name as string)
    }
  }
  expect(open).toEqual([])
  expect(roots).toBe(1)
  expect(
    xml.replace(/<\?xml[^>]*>/, '').replace(/<(\/?)([\w:]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g, ''),
  ).not.toMatch(/[<]/)
}

/** What every reader of Office files relies on: a content type for each part, and relationships that lead somewhere. */
function openOffice(file: Buffer): Record<string, string> {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(file)).map(([name, data]) => [name, strFromU8(data)]),
  )
  expect(Object.keys(parts)[0]).toBe('[Content_Types].xml')
  for (const [name, xml] of Object.entries(parts)) {
    expectWellFormed(xml)
    if (name.endsWith('.rels')) {
      const folder = name.replace(/_rels\/[^/]+$/, '')
      for (const [, target = ''] of xml.matchAll(/Target="([^"]+)"/g)) {
        expect(parts).toHaveProperty([new URL(target, `http://x/${folder}`).pathname.slice(1)])
      }
    } else if (name !== '[Content_Types].xml') {
      expect(parts['[Content_Types].xml']).toContain(`PartName="/${name}"`)
    }
    const ids = new Set([...xml.matchAll(/ r:id="([^"]+)"/g)].map(([, id]) => id))
    const relations = parts[name.replace(/([^/]+)$/, '_rels/$1.rels')] ?? ''
    for (const id of ids) expect(relations).toContain(`Id="${id}"`)
  }
  expect(parts['docProps/core.xml']).toContain('R&amp;D &lt;größer&gt; &quot;x&quot; 漢字')
  return parts
}

describe('Office documents', () => {
  it('.docx: all parts are there, with the text', () => {
    const file = wordDocument(
      { ...about, sections },
      {
        rightToLeft: true,
        table: [
          ['a', 'b'],
          ['<1>', '2'],
        ],
      },
    )
    const parts = openOffice(file)
    expect(parts['word/document.xml']).toContain(sections[3]?.paragraphs[2])
    expect(parts['word/document.xml']).toContain('&lt;1&gt;')
    expect(parts['word/document.xml']?.match(/<w:bidi\/>/g)?.length).toBeGreaterThan(20)
    expect(
      file.equals(
        wordDocument(
          { ...about, sections },
          {
            rightToLeft: true,
            table: [
              ['a', 'b'],
              ['<1>', '2'],
            ],
          },
        ),
      ),
    ).toBe(true)
  })

  it('.xlsx: sheets, numbers and formulas', () => {
    const parts = openOffice(
      workbook({
        ...about,
        sheets: [
          { name: 'A & B', rows: [['x'], [1.5, { formula: 'A2*2', value: 3 }]] },
          { name: 'Zwei', rows: [] },
        ],
      }),
    )
    expect(parts['xl/workbook.xml']).toContain('<sheet name="A &amp; B" sheetId="1" r:id="rId1"/>')
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<c r="B2" s="0"><f>A2*2</f><v>3</v></c>')
    expect(parts['xl/worksheets/sheet2.xml']).toBeDefined()
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })

  it('.pptx: a slide for each, with master, layout and theme', () => {
    const slides = [1, 2, 3].map((n) => ({
      title: `Slide ${n}`,
      points: n === 3 ? [] : ['one', 'two & three'],
    }))
    const parts = openOffice(presentation({ ...about, slides }))
    expect(Object.keys(parts).filter((name) => /slides\/slide\d\.xml$/.test(name))).toHaveLength(3)
    expect(parts['ppt/slides/slide2.xml']).toContain('two &amp; three')
  })
})

describe('PDF', () => {
  const file = pdfDocument({ ...about, sections })
  const text = file.toString('latin1')

  it('has a cross-reference table whose every offset is right', () => {
    expect(text.startsWith('%PDF-1.4\n')).toBe(true)
    expect(text.endsWith('%%EOF\n')).toBe(true)
    const start = Number(/startxref\n(\d+)\n/.exec(text)?.[1])
    expect(text.slice(start, start + 5)).toBe('xref\n')
    const entries = [...text.slice(start).matchAll(/(\d{10}) 00000 n \n/g)]
    expect(entries.length).toBe(Number(/\/Size (\d+)/.exec(text)?.[1]) - 1)
    for (const [at, [, offset]] of entries.entries()) {
      const wanted = `${at + 1} 0 obj\n`
      expect(text.slice(Number(offset), Number(offset) + wanted.length)).toBe(wanted)
    }
  })

  it('has several pages whose streams hold the text', () => {
    const count = Number(/\/Count (\d+)/.exec(text)?.[1])
    expect(count).toBeGreaterThan(1)
    expect(text.match(/\/Type \/Page /g)).toHaveLength(count)
    let content = ''
    for (const match of text.matchAll(/\/Length (\d+) \/Filter \/FlateDecode >>\nstream\n/g)) {
      const from = match.index + match[0].length
      content += inflateSync(file.subarray(from, from + Number(match[1]))).toString('latin1')
      expect(text.slice(from + Number(match[1])).startsWith('\nendstream')).toBe(true)
    }
    expect(content).toContain(`(${sections[0]?.paragraphs[0]?.slice(0, 20)}`)
    expect(content).toContain(`(${count} / ${count}) Tj`)
  })

  it('escapes what ends a string, and drops accents its fonts do not know', () => {
    const odd = { ...about, sections: [{ heading: 'a(b)c\\d', paragraphs: ['Gdańsk – “q” €'] }] }
    const one = pdfDocument(odd)
    const match = /\/Length (\d+) \/Filter \/FlateDecode >>\nstream\n/.exec(one.toString('latin1'))!
    const content = inflateSync(one.subarray(match.index + match[0].length)).toString('latin1')
    expect(content).toContain('(a\\(b\\)c\\\\d)')
    expect(content).toContain('(Gdansk \x96 \x93q\x94 \x80)')
  })
})

describe('pictures', () => {
  const picture = landscape(draw(), 45, 37)

  it('PNG gives back every pixel', () => {
    const file = pngImage(picture)
    expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    const chunks: { type: string; data: Buffer }[] = []
    for (let at = 8; at < file.length; ) {
      const length = file.readUInt32BE(at)
      expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)))
      chunks.push({
        type: file.toString('latin1', at + 4, at + 8),
        data: file.subarray(at + 8, at + 8 + length),
      })
      at += 12 + length
    }
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
    expect([...chunks[0]!.data]).toEqual([0, 0, 0, 45, 0, 0, 0, 37, 8, 2, 0, 0, 0])
    const rows = inflateSync(chunks[1]!.data)
    const pixels = Buffer.alloc(picture.pixels.length)
    for (let y = 0; y < 37; y++) {
      expect(rows[y * 136]).toBe(1)
      for (let i = 0; i < 135; i++) {
        pixels[y * 135 + i] = rows[y * 136 + 1 + i]! + (i < 3 ? 0 : pixels[y * 135 + i - 3]!)
      }
    }
    expect(pixels.equals(picture.pixels)).toBe(true)
  })

  it('JPEG looks the same when read by the standard', () => {
    const read = readJpeg(jpegImage(picture))
    expect([read.width, read.height]).toEqual([45, 37])
    const off = picture.pixels.reduce((sum, value, at) => sum + Math.abs(value - read.pixels[at]!), 0)
    expect(off / picture.pixels.length).toBeLessThan(4)
  })

  it('SVG is well-formed XML', () => expectWellFormed(svgLogo(draw(), 'R&D <1>').toString()))
})

describe('other files', () => {
  it('a saved mail decodes to its words and attachment', () => {
    const subject = 'Größenangaben zu den Übergabeprotokollen für die Hafenbrücke 佐藤美咲 und noch mehr'
    const mail = mailMessage({
      from: { name: 'Jürgen Weiß', address: 'j@example.org' },
      to: { name: 'Ada', address: 'a@example.org' },
      subject,
      sent: Date.UTC(2026, 2, 2, 9),
      lines: ['Guten Tag', 'Grüße'],
      attachment: { name: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(300, 0xfe) },
    }).toString('latin1')
    expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n\x80-\xff]/)
    expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(98)
    const header = /\r\nSubject: ((?:.|\r\n )+?)\r\n(?! )/.exec(mail)?.[1] ?? ''
    const words = [...header.matchAll(/=\?utf-8\?B\?([^?]*)\?=/g)]
    expect(words.map(([, word]) => Buffer.from(word ?? '', 'base64').toString()).join('')).toBe(subject)
    const bodies = [
      ...mail.matchAll(/base64\r\n(?:Content-Disposition.*\r\n)?\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/g),
    ]
    expect(Buffer.from(bodies[0]?.[1] ?? '', 'base64').toString()).toBe('Guten Tag\r\nGrüße\r\n')
    expect(Buffer.from(bodies[1]?.[1] ?? '', 'base64').equals(Buffer.alloc(300, 0xfe))).toBe(true)
    expect(mail).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000')
  })

  it('CSV quotes what needs it', () => {
    expect(csvFile([['a,b', 'c"d', 1]]).toString()).toBe('"a,b","c""d",1\r\n')
    expect(csvFile([['ä', 2]], ';').toString()).toBe('\ufeffä;2\r\n')
  })

  it('ZIP unpacks, and is the same in every time zone', () => {
    const zip = zipArchive({ 'a/é.txt': 'text', 'b.bin': Buffer.alloc(1000) })
    expect(strFromU8(unzipSync(zip)['a/é.txt']!)).toBe('text')
    // DOS date and time of the first entry: 2026-03-02 09:00:00.
    expect([zip.readUInt16LE(10), zip.readUInt16LE(12)]).toEqual([9 << 11, (46 << 9) | (3 << 5) | 2])
  })
})
