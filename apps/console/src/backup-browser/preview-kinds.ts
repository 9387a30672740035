import { extensionOf } from './paths.ts'

export type PreviewKind = 'text' | 'image' | 'pdf'

const MEBIBYTE = 2 ** 20

/** Up to which size something is previewed; of a text, as much of it is shown. */
export const PREVIEW_LIMITS: Readonly<Record<PreviewKind, number>> = {
  text: MEBIBYTE / 4,
  image: 32 * MEBIBYTE,
  pdf: 64 * MEBIBYTE,
}

/**
 * What browsers show as a picture. SVG is none here: it is a document that can hold script, and is shown as the text that
 * it is, as HTML is.
 */
const IMAGES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
}

const TEXTS = new Set(
  (
    'txt md log csv tsv json xml html htm svg css js mjs ts tsx jsx py rb java c h cpp hpp cs go rs php sh ps1 bat sql ' +
    'yml yaml toml ini cfg conf eml vcf ics tex srt'
  ).split(' '),
)

/** How a file can be shown; undefined where it cannot. By its name: what it says of itself inside is not believed. */
export function previewKindOf(name: string): PreviewKind | undefined {
  const extension = extensionOf(name)
  if (extension in IMAGES) return 'image'
  if (extension === 'pdf') return 'pdf'
  return TEXTS.has(extension) ? 'text' : undefined
}

/** As what the browser is to take it, whatever is in it. */
export function typeOf(name: string): string {
  const extension = extensionOf(name)
  return extension === 'pdf' ? 'application/pdf' : (IMAGES[extension] ?? 'text/plain')
}
