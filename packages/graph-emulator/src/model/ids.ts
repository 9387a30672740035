import { hash } from 'node:crypto'

/** The root item's GUID is the same in every drive (decoded from documented samples). */
const ROOT_GUID = Buffer.from('bec68ceadbffd743976fbc7da445c639', 'hex')
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** `b!` and three GUIDs (site, web, list) in base64url, derived from a name. */
export function driveIdFor(name: string): string {
  return `b!${Buffer.from(hash('sha512', name, 'buffer'))
    .subarray(0, 48)
    .toString('base64url')}`
}

/** `01` and 20 bytes in base32: four that are the drive's, then the item's GUID. */
export function itemId(driveTag: Buffer, guid: Buffer): string {
  return `01${base32(Buffer.concat([driveTag, guid]))}`
}

export function rootItemId(driveTag: Buffer): string {
  return itemId(driveTag, ROOT_GUID)
}

/** Four bytes that all item ids of a drive share. */
export function driveTag(driveId: string): Buffer {
  return Buffer.from(hash('sha256', driveId, 'buffer')).subarray(0, 4)
}

/** The GUID in an item's id, upper case with dashes, as eTags show it. */
export function guidOf(id: string): string {
  const bytes = fromBase32(id.slice(2)).subarray(4)
  const hex = (from: number, to: number, reverse: boolean): string => {
    const part = Buffer.from(bytes.subarray(from, to))
    return (reverse ? part.reverse() : part).toString('hex').toUpperCase()
  }
  return `${hex(0, 4, true)}-${hex(4, 6, true)}-${hex(6, 8, true)}-${hex(8, 10, false)}-${hex(10, 16, false)}`
}

function base32(bytes: Buffer): string {
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    for (bits += 8; bits >= 5; bits -= 5) out += BASE32[(value >>> (bits - 5)) & 31]
  }
  return out
}

function fromBase32(text: string): Buffer {
  const out: number[] = []
  let bits = 0
  let value = 0
  for (const character of text) {
    value = ((value << 5) | BASE32.indexOf(character)) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    out.push((value >>> bits) & 0xff)
  }
  return Buffer.from(out)
}
