import { zstdDecompressSync } from 'node:zlib'
import { idOf } from '../format/id.ts'
import type { MasterKey } from '../format/master-key.ts'
import type { PackEntry } from '../format/pack-header.ts'

/** What is wrong with a blob in the bytes of a pack, for a sentence; undefined when it opens to the content its id names. */
export function blobProblem(entry: PackEntry, bytes: Buffer, key: MasterKey): string | undefined {
  if (entry.offset + entry.length > bytes.length) return 'lies beyond the end of the file'
  try {
    const body = key.open(bytes.subarray(entry.offset, entry.offset + entry.length))
    const plaintext = entry.uncompressedLength === undefined ? body : zstdDecompressSync(body)
    if (entry.uncompressedLength !== undefined && plaintext.length !== entry.uncompressedLength)
      return 'has another length'
    return idOf(plaintext) === entry.id ? undefined : 'has another content'
  } catch {
    return 'cannot be opened'
  }
}
