import { deflateSync } from 'node:zlib'
import type { WrittenDocument } from './word-document.ts'

/** A4 in points, and the text block on it. */
const PAGE = { width: 595, height: 842, left: 64, top: 770, bottom: 72 }
const LINE_HEIGHT = 15
/** Helvetica at 10.5 points is about half as wide as high, so this many letters fill a line. */
const LINE_LETTERS = 84

interface Line {
  readonly font: 'F1' | 'F2'
  readonly size: number
  readonly text: string
}

/** A PDF 1.4 of as many pages as the text needs. Latin text only: its fonts know no other letters. */
export function pdfDocument(text: WrittenDocument): Buffer {
  const pages = paginate(lines(text))
  const firstPage = 6
  const kids = pages.map((_, at) => `${firstPage + 2 * at} 0 R`).join(' ')
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    `<< /Title ${unicodeString(text.title)} /Author ${unicodeString(text.author)} /CreationDate (D:${text.created.replace(/\D/g, '')}Z) >>`,
  ]
  for (const [at, page] of pages.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${firstPage + 1 + 2 * at} 0 R >>`,
      stream(pageContent(page, at + 1, pages.length)),
    )
  }
  return assemble(objects)
}

/** Header, numbered objects, and the cross-reference table with the offset of each (ISO 32000-1, 7.5). */
function assemble(objects: readonly (string | Buffer)[]): Buffer {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let offset = chunks[0]?.length ?? 0
  const offsets: number[] = []
  const append = (part: string | Buffer): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    chunks.push(bytes)
    offset += bytes.length
  }
  for (const [at, object] of objects.entries()) {
    offsets.push(offset)
    append(`${at + 1} 0 obj\n`)
    append(object)
    append('\nendobj\n')
  }
  const entries = offsets.map((position) => `${String(position).padStart(10, '0')} 00000 n \n`).join('')
  const start = offset
  append(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`)
  append(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(chunks)
}

function lines(text: WrittenDocument): Line[] {
  const all: Line[] = [
    { font: 'F2', size: 20, text: text.title },
    { font: 'F1', size: 9, text: text.author },
  ]
  for (const { heading, paragraphs } of text.sections) {
    all.push({ font: 'F1', size: 10.5, text: '' }, { font: 'F2', size: 13, text: heading })
    for (const paragraph of paragraphs) {
      for (const line of wrap(paragraph)) all.push({ font: 'F1', size: 10.5, text: line })
      all.push({ font: 'F1', size: 10.5, text: '' })
    }
  }
  return all
}

function wrap(text: string): string[] {
  const wrapped: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= LINE_LETTERS) {
      wrapped.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return [...wrapped, line]
}

function paginate(all: readonly Line[]): Line[][] {
  const perPage = Math.floor((PAGE.top - PAGE.bottom) / LINE_HEIGHT)
  const pages: Line[][] = []
  for (let at = 0; at < all.length; at += perPage) pages.push(all.slice(at, at + perPage))
  return pages
}

function pageContent(page: readonly Line[], number: number, count: number): Buffer {
  const parts: Buffer[] = []
  const show = (line: Line, x: number, y: number): void => {
    const place = `BT /${line.font} ${line.size} Tf ${x} ${y} Td (`
    parts.push(Buffer.from(place, 'latin1'), literal(line.text), Buffer.from(') Tj ET\n', 'latin1'))
  }
  for (const [at, line] of page.entries()) show(line, PAGE.left, PAGE.top - at * LINE_HEIGHT)
  show({ font: 'F1', size: 8, text: `${number} / ${count}` }, PAGE.width - PAGE.left, 40)
  return Buffer.concat(parts)
}

function stream(content: Buffer): Buffer {
  const data = deflateSync(content)
  const head = `<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream', 'latin1')])
}

/** Where Windows-1252 differs from Latin-1, as far as the texts need it. */
const WINDOWS: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
}

/** A text as the inside of a PDF string in the fonts' encoding. Letters beyond it lose their accents. */
function literal(text: string): Buffer {
  const bytes: number[] = []
  for (const character of text.normalize('NFC')) {
    const plain = character.normalize('NFD').charCodeAt(0)
    const code = WINDOWS[character] ?? (character.charCodeAt(0) < 256 ? character.charCodeAt(0) : plain)
    const byte = code < 256 ? code : 0x3f
    if (byte === 0x28 || byte === 0x29 || byte === 0x5c) bytes.push(0x5c)
    bytes.push(byte)
  }
  return Buffer.from(bytes)
}

function unicodeString(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}
