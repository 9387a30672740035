/**
 * Characters that a terminal would obey instead of show: control characters (escape sequences start with one), line
 * and paragraph separators, and marks that turn the direction of writing round and so disguise a file's ending.
 */
const OBEYED = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu

/** A text from outside (a file name, a server's message), safe to show: what a terminal would obey becomes `\u{…}`. */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
