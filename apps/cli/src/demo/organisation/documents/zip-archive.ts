import { type Zippable, zipSync } from 'fflate'

/** ZIP counts time in local clock fields without a zone: fields written out give the same bytes everywhere. */
const ENTRY_TIME = '2026-03-02T09:00:00'

/** A ZIP archive of named parts, in the given order. The same parts give the same bytes. */
export function zipArchive(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries: Zippable = {}
  for (const [name, content] of Object.entries(parts)) {
    entries[name] = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  }
  const zip = zipSync(entries, { level: 6, mtime: ENTRY_TIME })
  return Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
}
