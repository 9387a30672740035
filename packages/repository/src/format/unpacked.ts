import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { repositoryErrors } from '../errors.ts'

const ZSTD_MARK = 0x02
const BRACE = 0x7b
const BRACKET = 0x5b

/** The plaintext of an index, snapshot or lock file in format v2: a mark and one zstd stream of the JSON. */
export function encodeUnpacked(json: Uint8Array): Buffer {
  const compressed = zstdCompressSync(json, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
  return Buffer.concat([Buffer.from([ZSTD_MARK]), compressed])
}

/** The JSON in it. Files of format v1, and some of v2, are plain JSON. */
export function decodeUnpacked(plaintext: Buffer, file: string): Buffer {
  const first = plaintext[0]
  if (first === undefined || first === BRACE || first === BRACKET) return plaintext
  if (first !== ZSTD_MARK) throw repositoryErrors.HF_DAMAGED_FILE({ file, reason: 'its encoding is unknown' })
  try {
    return zstdDecompressSync(plaintext.subarray(1))
  } catch (cause) {
    throw repositoryErrors.HF_DAMAGED_FILE({ file, reason: 'it cannot be decompressed' }, { cause })
  }
}
