import { jpegImage } from './documents/jpeg-image.ts'
import { mailMessage } from './documents/mail-message.ts'
import { pdfDocument } from './documents/pdf-document.ts'
import { barChart, landscape } from './documents/picture.ts'
import { pngImage } from './documents/png-image.ts'
import { presentation } from './documents/presentation.ts'
import { csvFile, htmlFile, jsonFile, markdownFile, svgLogo, textFile } from './documents/text-files.ts'
import { type TextSection, type WrittenDocument, wordDocument } from './documents/word-document.ts'
import { workbook } from './documents/workbook.ts'
import { zipArchive } from './documents/zip-archive.ts'
import type { Draw } from './draw.ts'
import type { Person } from './people.ts'
import { paragraph, paragraphs, sentence } from './prose.ts'

/** The files that people in an office make, each with a content of its own. */
export class OfficeFiles {
  readonly #draw: Draw
  readonly #person: Person
  readonly #created: string

  /** @param created milliseconds since 1970: the time written into the documents */
  constructor(draw: Draw, person: Person, created: number) {
    this.#draw = draw
    this.#person = person
    this.#created = `${new Date(created).toISOString().slice(0, 19)}Z`
  }

  /** A file for a name, by its ending. */
  make(name: string): Buffer {
    const title = name.slice(0, Math.max(name.lastIndexOf('.'), 1))
    const { language } = this.#person
    const draw = this.#draw
    switch (name.slice(name.lastIndexOf('.') + 1).toLowerCase()) {
      case 'docx':
        return wordDocument(this.#written(title), { rightToLeft: language === 'ar', table: this.#table() })
      case 'pdf':
        // The fonts of the PDF know Latin letters only.
        return pdfDocument(this.#written(/^[\u0020-\u00ff]*$/.test(title) ? title : 'Report', 'en'))
      case 'xlsx':
        return workbook({ title, author: this.#person.name, created: this.#created, sheets: this.#sheets() })
      case 'pptx':
        return presentation({
          title,
          author: this.#person.name,
          created: this.#created,
          slides: this.#slides(title),
        })
      case 'png':
        return pngImage(barChart(this.#numbers(draw.between(5, 12)), 320, 180))
      case 'jpg':
        return jpegImage(landscape(draw, 240, 160))
      case 'svg':
        return svgLogo(draw, title)
      case 'csv':
        return csvFile(this.#table(), language === 'de' ? ';' : ',')
      case 'json':
        return jsonFile({ title, created: this.#created, values: this.#numbers(12) })
      case 'md':
        return markdownFile(title, this.#sections(3))
      case 'html':
        return htmlFile(title, language, this.#sections(3))
      case 'eml':
        return this.#mail(title)
      case 'zip':
        return zipArchive({ 'readme.txt': textFile([title]), 'values.csv': csvFile(this.#table()) })
      default:
        return textFile([title, '', ...paragraphs(draw, language, draw.between(2, 12))])
    }
  }

  #written(title: string, language = this.#person.language): WrittenDocument {
    const author = language === this.#person.language ? this.#person.name : this.#person.alias
    return {
      title,
      author,
      created: this.#created,
      sections: this.#sections(this.#draw.between(2, 6), language),
    }
  }

  #sections(count: number, language = this.#person.language): TextSection[] {
    return Array.from({ length: count }, () => ({
      heading: sentence(this.#draw, language).slice(0, 60),
      paragraphs: paragraphs(this.#draw, language, this.#draw.between(1, 4)),
    }))
  }

  #table(): string[][] {
    const rows = Array.from({ length: this.#draw.between(4, 20) }, (_, at) => [
      `${at + 1}`,
      `P-${this.#draw.between(100, 999)}`,
      `${this.#draw.between(10, 900)}`,
    ])
    return [['No.', 'Part', 'Value'], ...rows]
  }

  #sheets(): { name: string; rows: (string | number)[][] }[] {
    return Array.from({ length: this.#draw.between(1, 3) }, (_, at) => ({
      name: `Sheet ${at + 1}`,
      rows: [
        ['Month', 'Plan', 'Actual'],
        ...Array.from({ length: 12 }, (__, month) => [
          `2026-${String(month + 1).padStart(2, '0')}`,
          this.#draw.between(100, 900),
          this.#draw.between(100, 900),
        ]),
      ],
    }))
  }

  #slides(title: string): { title: string; points: string[] }[] {
    return Array.from({ length: this.#draw.between(2, 5) }, (_, at) => ({
      title: at === 0 ? title : sentence(this.#draw, this.#person.language).slice(0, 50),
      points: Array.from({ length: 3 }, () => sentence(this.#draw, this.#person.language)),
    }))
  }

  #numbers(count: number): number[] {
    return Array.from({ length: count }, () => this.#draw.between(5, 100))
  }

  #mail(subject: string): Buffer {
    const { name, alias, language } = this.#person
    return mailMessage({
      from: { name, address: `${alias}@contoso.onmicrosoft.com` },
      to: { name: 'Ada Lindqvist', address: 'ada.lindqvist@contoso.onmicrosoft.com' },
      subject,
      sent: Date.parse(this.#created),
      lines: [paragraph(this.#draw, language)],
      attachment: { name: 'values.csv', type: 'text/csv', content: csvFile(this.#table()) },
    })
  }
}
