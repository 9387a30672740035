import type { Draw } from '../draw.ts'
import type { TextSection } from './word-document.ts'
import { escapeXml } from './xml.ts'

/** Rows as CSV (RFC 4180). German spreadsheets expect semicolons, and a byte order mark to see that it is UTF-8. */
export function csvFile(rows: readonly (readonly (string | number)[])[], separator: ',' | ';' = ','): Buffer {
  const field = (value: string | number): string => {
    const text = String(value)
    return /["\r\n,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = rows.map((row) => `${row.map(field).join(separator)}\r\n`)
  return Buffer.from(`${separator === ';' ? '\ufeff' : ''}${lines.join('')}`)
}

export function jsonFile(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)
}

export function textFile(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`)
}

export function markdownFile(title: string, sections: readonly TextSection[]): Buffer {
  const parts = sections.map(({ heading, paragraphs }) => `## ${heading}\n\n${paragraphs.join('\n\n')}\n`)
  return Buffer.from(`# ${title}\n\n${parts.join('\n')}`)
}

export function htmlFile(title: string, language: string, sections: readonly TextSection[]): Buffer {
  const direction = language === 'ar' ? ' dir="rtl"' : ''
  const parts = sections.map(
    ({ heading, paragraphs }) =>
      `<h2>${escapeXml(heading)}</h2>\n${paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join('\n')}`,
  )
  return Buffer.from(
    `<!doctype html>\n<html lang="${language}"${direction}>\n<head><meta charset="utf-8"><title>${escapeXml(title)}</title></head>\n` +
      `<body>\n<h1>${escapeXml(title)}</h1>\n${parts.join('\n')}\n</body>\n</html>\n`,
  )
}

/** A logo: rings in the firm's colours. */
export function svgLogo(draw: Draw, name: string): Buffer {
  const colours = ['#1f6fb2', '#d9822b', '#3a9d6e', '#8a4fa3']
  const rings = Array.from({ length: draw.between(3, 6) }, (_, at) => {
    const [x, y] = [draw.between(60, 140), draw.between(60, 140)]
    return `  <circle cx="${x}" cy="${y}" r="${20 + at * 9}" fill="none" stroke="${draw.pick(colours)}" stroke-width="6"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 240" width="200" height="240">\n${rings.join('\n')}\n` +
      `  <text x="100" y="228" text-anchor="middle" font-family="sans-serif" font-size="16">${escapeXml(name)}</text>\n</svg>\n`,
  )
}
