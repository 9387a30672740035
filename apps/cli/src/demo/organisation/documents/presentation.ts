import { officePackage } from './office-package.ts'
import { BLANK_LAYOUT, SLIDE_MASTER, THEME } from './presentation-design.ts'
import { escapeXml } from './xml.ts'

export interface Slide {
  readonly title: string
  readonly points: readonly string[]
}

export interface PresentationText {
  readonly title: string
  readonly author: string
  readonly created: string
  readonly slides: readonly Slide[]
}

const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"' +
  ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"' +
  ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
const TYPE = 'application/vnd.openxmlformats-officedocument.presentationml'
/** 16:9 in English Metric Units, 914,400 to the inch. */
const WIDTH = 12_192_000
const HEIGHT = 6_858_000

/** A .pptx: slides of a title and points, on one master and one layout. */
export function presentation(text: PresentationText): Buffer {
  const numbers = text.slides.map((_, at) => at + 1)
  const ids = numbers.map((n) => `<p:sldId id="${255 + n}" r:id="rId${n + 1}"/>`).join('')
  const slideTargets = numbers.map((n) => [`rId${n + 1}`, { type: 'slide', target: `slides/slide${n}.xml` }])
  const toMaster = { rId1: { type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' } }
  const toLayout = { rId1: { type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' } }
  return officePackage(
    'ppt/presentation.xml',
    [
      {
        path: 'ppt/presentation.xml',
        contentType: `${TYPE}.presentation.main+xml`,
        xml:
          `<p:presentation ${NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>` +
          `<p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="${WIDTH}" cy="${HEIGHT}"/><p:notesSz cx="${HEIGHT}" cy="9144000"/></p:presentation>`,
        relationships: {
          rId1: { type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' },
          ...Object.fromEntries(slideTargets),
        },
      },
      {
        path: 'ppt/slideMasters/slideMaster1.xml',
        contentType: `${TYPE}.slideMaster+xml`,
        xml: SLIDE_MASTER,
        relationships: { ...toLayout, rId2: { type: 'theme', target: '../theme/theme1.xml' } },
      },
      {
        path: 'ppt/slideLayouts/slideLayout1.xml',
        contentType: `${TYPE}.slideLayout+xml`,
        xml: BLANK_LAYOUT,
        relationships: toMaster,
      },
      {
        path: 'ppt/theme/theme1.xml',
        contentType: 'application/vnd.openxmlformats-officedocument.theme+xml',
        xml: THEME,
      },
      ...text.slides.map((slide, at) => ({
        path: `ppt/slides/slide${at + 1}.xml`,
        contentType: `${TYPE}.slide+xml`,
        xml: slideXml(slide),
        relationships: toLayout,
      })),
    ],
    { ...text, application: 'Microsoft Office PowerPoint' },
  )
}

function slideXml({ title, points }: Slide): string {
  const heading = textBox(2, 'Title', 500_000, 1_100_000, [title], 'sz="4000" b="1"')
  const body = textBox(3, 'Points', 1_800_000, 4_300_000, points, 'sz="2400"')
  return (
    `<p:sld ${NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>` +
    `<p:grpSpPr/>${heading}${body}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`
  )
}

function textBox(
  id: number,
  name: string,
  top: number,
  height: number,
  lines: readonly string[],
  look: string,
) {
  const paragraphs = lines.map(
    (line) => `<a:p><a:r><a:rPr lang="en-GB" ${look}/><a:t>${escapeXml(line)}</a:t></a:r></a:p>`,
  )
  return (
    `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>` +
    `<p:spPr><a:xfrm><a:off x="700000" y="${top}"/><a:ext cx="${WIDTH - 1_400_000}" cy="${height}"/></a:xfrm>` +
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>' +
    `<p:txBody><a:bodyPr wrap="square"/><a:lstStyle/>${paragraphs.join('') || '<a:p/>'}</p:txBody></p:sp>`
  )
}
