import { graphFailure } from '../http/route.ts'

export interface DirectoryFilter {
  /** An entry of the directory, by the names of its fields. */
  readonly matches: (entry: object) => boolean
  /** Uses `ne`, `not` or `endsWith`, which need `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced: boolean
}

const COMPARISON = /^(\w+)\s+(eq|ne)\s+('(?:[^']|'')*'|true|false|null)$/i
const NEGATION = /^not(?=[\s(])\s*(.*)$/is
const FUNCTION = /^(startswith|endswith)\(\s*(\w+)\s*,\s*('(?:[^']|'')*')\s*\)$/i

/** Reads the part of OData's filter language that is asked of the directory: `eq`, `ne`, `startswith`, `endswith`, `not`, `and`, `or`. */
export function parseFilter(text: string): DirectoryFilter {
  const alternatives = split(text, 'or').map((part) => split(part, 'and').map(parseTerm))
  return {
    matches: (entry) => alternatives.some((terms) => terms.every(({ matches }) => matches(entry))),
    advanced: alternatives.flat().some(({ advanced }) => advanced),
  }
}

function parseTerm(text: string): DirectoryFilter {
  const negated = NEGATION.exec(text)?.[1]
  if (negated !== undefined) {
    const inner = parseTerm(negated.replace(/^\((.*)\)$/s, '$1').trim())
    return { matches: (entry) => !inner.matches(entry), advanced: true }
  }
  const [, field, operator, value] = COMPARISON.exec(text) ?? []
  if (field !== undefined && operator !== undefined && value !== undefined) {
    const equal = operator.toLowerCase() === 'eq'
    const wanted = literal(value)
    return { matches: (entry) => same(read(entry, field), wanted) === equal, advanced: !equal }
  }
  const [, name, property, prefix] = FUNCTION.exec(text) ?? []
  if (name !== undefined && property !== undefined && prefix !== undefined) {
    const wanted = String(literal(prefix)).toLowerCase()
    const start = name.toLowerCase() === 'startswith'
    return {
      matches: (entry) => {
        const value = String(read(entry, property) ?? '').toLowerCase()
        return start ? value.startsWith(wanted) : value.endsWith(wanted)
      },
      advanced: !start,
    }
  }
  throw graphFailure(400, 'Request_UnsupportedQuery', 'Unsupported Query.')
}

/** Splits at a word outside of quotes. */
function split(text: string, word: 'and' | 'or'): string[] {
  const parts = text.match(new RegExp(`(?:'(?:[^']|'')*'|(?!\\s${word}\\s)[^'])+`, 'gi')) ?? []
  return parts.map((part) => part.replace(new RegExp(`^\\s*${word}\\s`, 'i'), '').trim())
}

function read(entry: object, field: string): unknown {
  const key = Object.keys(entry).find((name) => name.toLowerCase() === field.toLowerCase())
  if (key === undefined) {
    throw graphFailure(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause specified for property '${field}'.`,
    )
  }
  return entry[key as keyof typeof entry]
}

function literal(text: string): string | boolean | null {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'")
  return text.toLowerCase() === 'null' ? null : text.toLowerCase() === 'true'
}

function same(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b
}
