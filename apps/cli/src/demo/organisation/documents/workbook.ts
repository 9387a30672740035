import { officePackage } from './office-package.ts'
import { escapeXml } from './xml.ts'

/** A cell: text, a number, or a formula with the value it had when saved. */
export type Cell = string | number | { readonly formula: string; readonly value: number }

export interface Sheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  /** The first row is the heading. */
  readonly rows: readonly (readonly Cell[])[]
}

export interface WorkbookText {
  readonly title: string
  readonly author: string
  readonly created: string
  readonly sheets: readonly Sheet[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** An .xlsx with one sheet or more; headings are bold and stay in view. */
export function workbook(text: WorkbookText): Buffer {
  const sheets = text.sheets.map(
    ({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const targets = text.sheets.map((_, at) => [
    `rId${at + 1}`,
    { type: 'worksheet', target: `worksheets/sheet${at + 1}.xml` },
  ])
  return officePackage(
    'xl/workbook.xml',
    [
      {
        path: 'xl/workbook.xml',
        contentType: `${TYPE}.sheet.main+xml`,
        xml: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`,
        relationships: {
          ...Object.fromEntries(targets),
          rIdStyles: { type: 'styles', target: 'styles.xml' },
        },
      },
      ...text.sheets.map((sheet, at) => ({
        path: `xl/worksheets/sheet${at + 1}.xml`,
        contentType: `${TYPE}.worksheet+xml`,
        xml: worksheet(sheet),
      })),
      { path: 'xl/styles.xml', contentType: `${TYPE}.styles+xml`, xml: STYLES },
    ],
    { ...text, application: 'Microsoft Excel' },
  )
}

function worksheet({ rows }: Sheet): string {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`, at === 0 ? 1 : 0))
    return `<row r="${at + 1}">${cells.join('')}</row>`
  })
  return (
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols><col min="1" max="12" width="18" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`
  )
}

function cellXml(cell: Cell, reference: string, style: number): string {
  if (typeof cell === 'number') return `<c r="${reference}" s="${style}"><v>${cell}</v></c>`
  if (typeof cell === 'object') {
    return `<c r="${reference}" s="${style}"><f>${escapeXml(cell.formula)}</f><v>${cell.value}</v></c>`
  }
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
}

/** 0 -> A, 25 -> Z, 26 -> AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
