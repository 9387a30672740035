import { repositoryErrors } from '../errors.ts'
import type { Id } from './id.ts'
import { SEAL_OVERHEAD } from './master-key.ts'

export type BlobType = 'data' | 'tree'

/** Where one blob lies in a pack. */
export interface PackEntry {
  readonly type: BlobType
  readonly id: Id
  readonly offset: number
  /** Bytes in the pack, sealed. */
  readonly length: number
  /** Bytes of the plaintext, where it was compressed before sealing. */
  readonly uncompressedLength?: number
}

const PLAIN_SIZE = 37
const COMPRESSED_SIZE = 41
/** The length of the sealed header, at the very end of the pack. */
export const TRAILER_SIZE = 4

/** The plaintext of the header; entries must be in the order of the blobs in the pack. */
export function encodePackHeader(entries: readonly PackEntry[]): Buffer {
  const out = Buffer.alloc(entries.reduce((sum, entry) => sum + entrySize(entry), 0))
  let at = 0
  for (const entry of entries) {
    const compressed = entry.uncompressedLength !== undefined
    out[at] = (entry.type === 'tree' ? 1 : 0) + (compressed ? 2 : 0)
    at = out.writeUInt32LE(entry.length, at + 1)
    if (compressed) at = out.writeUInt32LE(entry.uncompressedLength, at)
    at += out.write(entry.id, at, 'hex')
  }
  return out
}

/** Raises HF_PACK_DAMAGED when the bytes are no header. */
export function decodePackHeader(header: Buffer, pack: string): PackEntry[] {
  const entries: PackEntry[] = []
  let offset = 0
  for (let at = 0; at < header.length; ) {
    const kind = header[at] as number
    const compressed = kind === 2 || kind === 3
    const size = compressed ? COMPRESSED_SIZE : PLAIN_SIZE
    if (kind > 3 || at + size > header.length) {
      throw repositoryErrors.HF_PACK_DAMAGED({ pack, reason: 'its header holds no list of blobs' })
    }
    const length = header.readUInt32LE(at + 1)
    const id = header.toString('hex', at + size - 32, at + size) as Id
    entries.push({
      type: kind % 2 === 1 ? 'tree' : 'data',
      id,
      offset,
      length,
      ...(compressed && { uncompressedLength: header.readUInt32LE(at + 5) }),
    })
    offset += length
    at += size
  }
  return entries
}

/** Exact size of the pack file that holds these blobs. */
export function packFileSize(entries: readonly PackEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.length + entrySize(entry), SEAL_OVERHEAD + TRAILER_SIZE)
}

function entrySize(entry: PackEntry): number {
  return entry.uncompressedLength === undefined ? PLAIN_SIZE : COMPRESSED_SIZE
}
