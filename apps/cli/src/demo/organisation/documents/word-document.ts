import { officePackage } from './office-package.ts'
import { escapeXml } from './xml.ts'

export interface TextSection {
  readonly heading: string
  readonly paragraphs: readonly string[]
}

export interface WrittenDocument {
  readonly title: string
  readonly author: string
  /** RFC 3339, whole seconds, UTC. */
  readonly created: string
  readonly sections: readonly TextSection[]
}

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** A .docx with a title, headed sections and, when given, a table at the end. `rightToLeft` for Arabic. */
export function wordDocument(
  text: WrittenDocument,
  options: { readonly rightToLeft?: boolean; readonly table?: readonly (readonly string[])[] } = {},
): Buffer {
  const direction = options.rightToLeft ?? false
  const body = [
    paragraph(text.title, direction, 'Title'),
    ...text.sections.flatMap(({ heading, paragraphs }) => [
      paragraph(heading, direction, 'Heading1'),
      ...paragraphs.map((line) => paragraph(line, direction)),
    ]),
    ...(options.table ? [table(options.table, direction), paragraph('', direction)] : []),
  ]
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1134" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>' +
    '</w:sectPr>'
  return officePackage(
    'word/document.xml',
    [
      {
        path: 'word/document.xml',
        contentType: `${TYPE}.document.main+xml`,
        xml: `<w:document xmlns:w="${MAIN}"><w:body>${body.join('')}${page}</w:body></w:document>`,
        relationships: { rId1: { type: 'styles', target: 'styles.xml' } },
      },
      { path: 'word/styles.xml', contentType: `${TYPE}.styles+xml`, xml: STYLES },
    ],
    { ...text, application: 'Microsoft Office Word' },
  )
}

function paragraph(text: string, rightToLeft: boolean, style?: string): string {
  const properties = `${style ? `<w:pStyle w:val="${style}"/>` : ''}${rightToLeft ? '<w:bidi/>' : ''}`
  const direction = rightToLeft ? '<w:rPr><w:rtl/></w:rPr>' : ''
  const run = `<w:r>${direction}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${run}</w:p>`
}

function table(rows: readonly (readonly string[])[], rightToLeft: boolean): string {
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`)
    .join('')
  const width = Math.floor(9000 / Math.max(1, rows[0]?.length ?? 1))
  const grid = (rows[0] ?? []).map(() => `<w:gridCol w:w="${width}"/>`).join('')
  const lines = rows.map((row) => {
    const cells = row.map(
      (cell) =>
        `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(cell, rightToLeft)}</w:tc>`,
    )
    return `<w:tr>${cells.join('')}</w:tr>`
  })
  const look = `<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${edges}</w:tblBorders></w:tblPr>`
  return `<w:tbl>${look}<w:tblGrid>${grid}</w:tblGrid>${lines.join('')}</w:tbl>`
}

const STYLES =
  `<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>' +
  '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>' +
  '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>' +
  '<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr>' +
  '<w:rPr><w:b/><w:color w:val="1F4E79"/><w:sz w:val="30"/></w:rPr></w:style></w:styles>'
