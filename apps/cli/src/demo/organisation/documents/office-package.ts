import { escapeXml, xmlPart } from './xml.ts'
import { zipArchive } from './zip-archive.ts'

/** One part of an Office document (ECMA-376 part 2): its path in the package, its content type, its XML. */
export interface OfficePart {
  readonly path: string
  readonly contentType: string
  readonly xml: string
  /** Relationships of this part, by id. */
  readonly relationships?: Readonly<Record<string, Relationship>>
}

export interface Relationship {
  /** Last segment of the type, `slideMaster`. */
  readonly type: string
  /** Relative to the part's folder. */
  readonly target: string
}

export interface OfficeProperties {
  readonly title: string
  readonly author: string
  /** RFC 3339, whole seconds, UTC. */
  readonly created: string
  readonly application: string
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** An Office document: content types first, then the relationships, the properties and the parts. */
export function officePackage(main: string, parts: readonly OfficePart[], about: OfficeProperties): Buffer {
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes(parts),
    '_rels/.rels': relationships({
      rId1: { type: `${OFFICE}/relationships/officeDocument`, target: main },
      rId2: { type: `${PACKAGE}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
      rId3: { type: `${OFFICE}/relationships/extended-properties`, target: 'docProps/app.xml' },
    }),
    'docProps/core.xml': coreProperties(about),
    'docProps/app.xml': xmlPart(
      `<Properties xmlns="${OFFICE}/extended-properties"><Application>${about.application}</Application></Properties>`,
    ),
  }
  for (const part of parts) {
    files[part.path] = xmlPart(part.xml)
    if (!part.relationships) continue
    const full = Object.entries(part.relationships).map(([id, { type, target }]) => [
      id,
      { type: `${OFFICE}/relationships/${type}`, target },
    ])
    files[part.path.replace(/([^/]+)$/, '_rels/$1.rels')] = relationships(Object.fromEntries(full))
  }
  return zipArchive(files)
}

function contentTypes(parts: readonly OfficePart[]): string {
  const overrides = [
    ...parts,
    { path: 'docProps/core.xml', contentType: 'application/vnd.openxmlformats-package.core-properties+xml' },
    {
      path: 'docProps/app.xml',
      contentType: 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
    },
  ].map(({ path, contentType }) => `<Override PartName="/${path}" ContentType="${contentType}"/>`)
  return xmlPart(
    `<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  )
}

function relationships(list: Readonly<Record<string, Relationship>>): string {
  const items = Object.entries(list).map(
    ([id, { type, target }]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  )
  return xmlPart(`<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`)
}

function coreProperties({ title, author, created }: OfficeProperties): string {
  return xmlPart(
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator>` +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created>` +
      `<dcterms:modified xsi:type="dcterms:W3CDTF">${created}</dcterms:modified></cp:coreProperties>`,
  )
}
