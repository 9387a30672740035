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

/** Bytes of an id in the order in which a GUID is written: its first three fields are little-endian. */
const GUID_ORDER = [7, 6, 5, 4, 9, 8, 11, 10, 12, 13, 14, 15, 16, 17, 18, 19] as const
const VALUES = new Uint8Array(128)
for (const [value, character] of [...BASE32].entries()) VALUES[character.charCodeAt(0)] = value

/** A listing asks for the GUID of an item several times in a row. */
let latest = { id: '', guid: '' }

/** The GUID in an item's id, upper case with dashes, as eTags show it. */
export function guidOf(id: string): string {
  if (latest.id !== id) {
    const bytes = fromBase32(id.slice(2))
    const hex = Buffer.from(GUID_ORDER.map((at) => bytes[at] as number))
      .toString('hex')
      .toUpperCase()
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    latest = { id, guid: parts.join('-') }
  }
  return latest.guid
}

function base32(bytes: Buffer): string {
  // Written into one buffer: a string that grows by characters stays in as many pieces.
  const out = Buffer.allocUnsafe(Math.ceil((bytes.length * 8) / 5))
  let at = 0
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    for (bits += 8; bits >= 5; bits -= 5) out[at++] = BASE32.charCodeAt((value >>> (bits - 5)) & 31)
  }
  return out.toString('latin1', 0, at)
}

function fromBase32(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8))
  let to = 0
  let bits = 0
  let value = 0
  for (let at = 0; at < text.length; at++) {
    value = ((value << 5) | (VALUES[text.charCodeAt(at) & 127] as number)) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    out[to++] = (value >>> bits) & 0xff
  }
  return out
}
