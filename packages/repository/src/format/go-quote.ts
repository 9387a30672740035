import { repositoryErrors } from '../errors.ts'
import { isPrintable } from './printable-runes.ts'

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}
const LONG: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SHORT).map(([character, quoted]) => [quoted[1], character]),
)

/** Quotes a node's name as Go's strconv.Quote does, without the outer quotes. */
export function goQuote(name: string): string {
  if (/^[ !#-[\]-~]*$/.test(name)) return name
  let out = ''
  for (const character of name.toWellFormed()) {
    const code = character.codePointAt(0) as number
    const short = SHORT[character]
    if (short) out += short
    else if (isPrintable(code)) out += character
    else if (code < 0x20 || code === 0x7f) out += `\\x${hex(code, 2)}`
    else out += code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
  }
  return out
}

/** The name in a quoted form. Raises HF_TREE_INVALID for what Go's strconv.Unquote refuses. */
export function goUnquote(quoted: string): string {
  if (!quoted.includes('\\')) {
    if (/["\n]/.test(quoted)) throw repositoryErrors.HF_TREE_INVALID({ reason: 'a name is wrongly quoted' })
    return quoted
  }
  const bytes: Buffer[] = []
  const token =
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv"\\]))|([^\\"\n]+)/gy
  for (let at = 0; at < quoted.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(quoted)
    if (!match) throw repositoryErrors.HF_TREE_INVALID({ reason: 'a name is wrongly quoted' })
    const [, byte, short, long, octal, letter, plain] = match
    if (plain !== undefined) bytes.push(Buffer.from(plain))
    else if (letter !== undefined) bytes.push(Buffer.from(LONG[letter] ?? letter))
    else if (byte !== undefined) bytes.push(Buffer.from(byte, 'hex'))
    else if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8)]))
    else bytes.push(Buffer.from(fromCodePoint(Number.parseInt((short ?? long) as string, 16))))
  }
  return Buffer.concat(bytes).toString('utf8')
}

function fromCodePoint(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
    throw repositoryErrors.HF_TREE_INVALID({ reason: 'a name holds no character' })
  }
  return String.fromCodePoint(code)
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
