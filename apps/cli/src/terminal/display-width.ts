/** First and last code point of the blocks that East Asian Width calls wide or full-width (Unicode annex 11). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
]

const PLAIN = /^[\x20-\x7e]*$/
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u
const EMOJI =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f\u20e3/u

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The characters of a text as people see them: a letter with its accents, a whole emoji. */
export function graphemes(text: string): string[] {
  return PLAIN.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** How many terminal cells a text takes: 2 for wide characters and emoji, 0 for combining and invisible ones. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment)
  return width
}

/** Cuts a text that is wider than `width` cells and ends it with `…`. */
export function truncateEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return width < 1 ? '' : `${fitting(graphemes(text), width - 1).join('')}…`
}

/** Cuts the beginning of a text that is wider than `width` cells: of a path, the end tells more. */
export function truncateStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return width < 1
    ? ''
    : `…${fitting(graphemes(text).reverse(), width - 1)
        .reverse()
        .join('')}`
}

/** Fills a text with blanks up to `width` cells. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + blanks : blanks + text
}

function fitting(characters: readonly string[], width: number): string[] {
  const taken: string[] = []
  let left = width
  for (const character of characters) {
    left -= displayWidth(character)
    if (left < 0) break
    taken.push(character)
  }
  return taken
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0
  if (EMOJI.test(grapheme)) return 2
  const code = grapheme.codePointAt(0) ?? 0
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}
