import { repositoryErrors } from '../errors.ts'
import { type Id, isId } from './id.ts'
import { isObject, parseJsonObject } from './json-object.ts'
import type { PackEntry } from './pack-header.ts'

/** An index file: which blobs lie where in which packs. A pack is wholly in one index file. */
export interface IndexFile {
  readonly packs: readonly { readonly id: Id; readonly blobs: readonly PackEntry[] }[]
}

export function encodeIndexFile(file: IndexFile): Buffer {
  const packs = file.packs.map(({ id, blobs }) => ({
    id,
    blobs: blobs.map(({ id, type, offset, length, uncompressedLength }) => ({
      id,
      type,
      offset,
      length,
      ...(uncompressedLength !== undefined && { uncompressed_length: uncompressedLength }),
    })),
  }))
  return Buffer.from(`${JSON.stringify({ packs })}\n`)
}

/** Raises HF_DAMAGED_FILE when the JSON is no index. */
export function decodeIndexFile(json: Uint8Array, file: string): IndexFile {
  const wrong = (): never => {
    throw repositoryErrors.HF_DAMAGED_FILE({ file, reason: 'it is no index' })
  }
  const value = parseJsonObject(json) ?? wrong()
  if (!Array.isArray(value.packs))
    return value.packs === undefined || value.packs === null ? { packs: [] } : wrong()
  const packs = value.packs.map((pack: unknown) => {
    if (!isObject(pack) || typeof pack.id !== 'string' || !isId(pack.id) || !Array.isArray(pack.blobs))
      return wrong()
    return { id: pack.id, blobs: pack.blobs.map((blob: unknown) => toEntry(blob) ?? wrong()) }
  })
  return { packs }
}

function toEntry(blob: unknown): PackEntry | undefined {
  if (!isObject(blob)) return undefined
  const { id, type, offset, length, uncompressed_length: uncompressedLength } = blob
  if (typeof id !== 'string' || !isId(id) || (type !== 'data' && type !== 'tree')) return undefined
  if (!isUint32(offset) || !isUint32(length)) return undefined
  if (uncompressedLength === undefined || uncompressedLength === 0) return { id, type, offset, length }
  return isUint32(uncompressedLength) ? { id, type, offset, length, uncompressedLength } : undefined
}

function isUint32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32
}
