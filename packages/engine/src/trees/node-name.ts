import { createHash } from 'node:crypto'

/** The longest name that common file systems take, in bytes of UTF-8. OneDrive allows 255 characters: up to 765 bytes. */
const MAX_BYTES = 255

/**
 * The name of an item in the snapshot's tree: its own, except where a file system could not take it. Then it is cut and
 * gets a mark made from the item's id (the table keeps the true name, and a restore to a drive uses that).
 */
export function nodeName(name: string, itemId: string): string {
  if (
    name.isWellFormed() &&
    Buffer.byteLength(name) <= MAX_BYTES &&
    !/[/\0]/.test(name) &&
    !/^\.{0,2}$/.test(name)
  ) {
    return name
  }
  return markedName(name.toWellFormed().replace(/[/\0]/g, '_'), itemId)
}

/** A name that no other item of the folder has: `Report~1a2b3c4d.docx`. */
export function markedName(name: string, itemId: string): string {
  const mark = `~${createHash('sha256').update(itemId).digest('hex').slice(0, 8)}`
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 32 ? name.slice(dot) : ''
  const stem = extension === '' ? name : name.slice(0, dot)
  return cut(stem, MAX_BYTES - Buffer.byteLength(mark + extension)) + mark + extension
}

/** The longest prefix of whole characters that fits. */
function cut(text: string, bytes: number): string {
  let out = ''
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    out += character
  }
  return out
}
