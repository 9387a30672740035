import type { Id } from '@holdfast/repository'
import type { Item, ItemKind, StoredContent } from './item.ts'

/**
 * How an item is written down, one line of JSON. What a scan of the whole drive needs comes first, in this order: id,
 * parent, kind, excluded, size, shared. Content in the state that the row itself describes (nearly all there is) is only
 * `blobs`, at the end; any other is `stored`, with a state of its own.
 */
type ItemRow = Omit<Item, 'stored'> & { readonly blobs?: readonly Id[]; readonly stored?: StoredContent }

/** What can be told of a row without parsing it. */
export interface RowHead {
  readonly id: string
  readonly parent: string | undefined
  readonly kind: ItemKind
  readonly excluded: boolean
  /** Bytes that the drive lists. */
  readonly size: number
  readonly shared: boolean
  readonly content: RowContent
}

/** What the vault holds of a file: nothing, the state that the row describes, or another one. */
export type RowContent = 'none' | 'current' | 'other'

export function encodeItem(item: Item): string {
  const { id, parent, kind, excluded, size, shared, stored, ...rest } = item
  const head = { id, parent, kind, excluded, size, shared, ...rest }
  return JSON.stringify(isCurrent(item, stored) ? { ...head, blobs: stored.blobs } : { ...head, stored })
}

/** Raises a SyntaxError when the text is no JSON. */
export function decodeItem(text: string): Item {
  const { blobs, ...rest } = JSON.parse(text) as ItemRow
  if (!blobs) return rest
  const { size = 0, hash = '', etag, ctag, modified } = rest
  return {
    ...rest,
    stored: {
      blobs,
      size,
      hash,
      ...(etag !== undefined && { etag }),
      ...(ctag !== undefined && { ctag }),
      modified,
    },
  }
}

export function contentOf(item: Item): RowContent {
  if (!item.stored) return 'none'
  return isCurrent(item, item.stored) ? 'current' : 'other'
}

function isCurrent(item: Item, stored: StoredContent | undefined): stored is StoredContent {
  return (
    stored !== undefined &&
    stored.listed === undefined &&
    stored.size === item.size &&
    stored.hash === item.hash &&
    stored.etag === item.etag &&
    stored.ctag === item.ctag &&
    stored.modified === item.modified
  )
}

const QUOTE = 0x22
const BRACE = 0x7d
const BRACKET = 0x5d
const START = Buffer.from('{"id":"')
const PARENT = Buffer.from(',"parent":"')
const KIND = Buffer.from(',"kind":"')
const EXCLUDED = Buffer.from(',"excluded":')
const SIZE = Buffer.from(',"size":')
const SHARED = Buffer.from(',"shared":true')
const KINDS = ['root', 'file', 'folder', 'notebook', 'shortcut'] as const

/**
 * Reads the beginning and the end of a row. Undefined when it is not written as `encodeItem` does: it must be parsed then.
 */
export function readHead(bytes: Buffer, from: number, to: number): RowHead | undefined {
  if (!startsWith(bytes, from, to, START)) return undefined
  let at = from + START.length
  const idEnd = plainEnd(bytes, at, to)
  if (idEnd < 0) return undefined
  const id = bytes.toString('latin1', at, idEnd)
  at = idEnd + 1
  let parent: string | undefined
  if (startsWith(bytes, at, to, PARENT)) {
    at += PARENT.length
    const end = plainEnd(bytes, at, to)
    if (end < 0) return undefined
    parent = bytes.toString('latin1', at, end)
    at = end + 1
  }
  if (!startsWith(bytes, at, to, KIND)) return undefined
  at += KIND.length
  const kind = KINDS.find((name) => bytes[at] === name.charCodeAt(0) && bytes[at + 1] === name.charCodeAt(1))
  if (!kind || bytes[at + kind.length] !== QUOTE) return undefined
  at += kind.length + 1
  // A reason may hold anything: rare enough to be parsed.
  if (startsWith(bytes, at, to, EXCLUDED)) return undefined
  let size = 0
  if (startsWith(bytes, at, to, SIZE)) {
    for (at += SIZE.length; at < to && isDigit(bytes[at] as number); at++) {
      size = size * 10 + ((bytes[at] as number) - 0x30)
    }
  }
  const shared = startsWith(bytes, at, to, SHARED)
  if (bytes[to - 1] !== BRACE) return undefined
  // A file's row ends with its blobs, with the object of another state, or with a plain value.
  const last = bytes[to - 2]
  if (kind === 'file' && last === BRACE) return undefined
  return { id, parent, kind, excluded: false, size, shared, content: last === BRACKET ? 'current' : 'none' }
}

/** Where a string ends that has neither escapes nor anything beyond ASCII; -1 when it is not such a one. */
function plainEnd(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte === QUOTE) return at
    if (byte === 0x5c || byte >= 0x80) return -1
  }
  return -1
}

function startsWith(bytes: Buffer, from: number, to: number, text: Buffer): boolean {
  if (from + text.length > to) return false
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false
  return true
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
