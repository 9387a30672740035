import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { type Id, idOf } from '../format/id.ts'
import type { MasterKey } from '../format/master-key.ts'
import { type BlobType, encodePackHeader, type PackEntry } from '../format/pack-header.ts'
import type { FinishedPack } from './messages.ts'

const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

/** A pack in the making: sealed blobs of one type, one after another. */
export class OpenPack {
  readonly #type: BlobType
  readonly #key: MasterKey
  readonly #random: Random
  #parts: Buffer[] = []
  #entries: PackEntry[] = []
  #size = 0

  constructor(type: BlobType, key: MasterKey, random: Random) {
    this.#type = type
    this.#key = key
    this.#random = random
  }

  /** Bytes of sealed blobs so far. */
  get size(): number {
    return this.#size
  }

  /** Compresses (where that helps) and seals a blob, and proves that it opens to the same content again. */
  add(id: Id, plaintext: Uint8Array, compress: boolean): void {
    // An empty blob must not be marked as compressed: its length 0 would mean "plain".
    const packed = compress && plaintext.length > 0 ? zstdCompressSync(plaintext, ZSTD) : undefined
    const body = packed && packed.length < plaintext.length ? packed : undefined
    const sealed = this.#key.seal(body ?? plaintext, this.#random)
    const opened = this.#key.open(sealed)
    if (idOf(body ? zstdDecompressSync(opened) : opened) !== id) throw repositoryErrors.HF_VERIFY_FAILED()
    this.addSealed({
      type: this.#type,
      id,
      sealed,
      ...(body && { uncompressedLength: plaintext.length }),
    })
  }

  /** Takes a blob as it was sealed with the same key before. */
  addSealed(blob: { type: BlobType; id: Id; sealed: Buffer; uncompressedLength?: number }): void {
    const { sealed, ...entry } = blob
    const { type, id, uncompressedLength } = entry
    this.#entries.push({
      type,
      id,
      offset: this.#size,
      length: sealed.length,
      ...(uncompressedLength !== undefined && { uncompressedLength }),
    })
    this.#parts.push(sealed)
    this.#size += sealed.length
  }

  /** The pack file, if there is anything in it; the next one begins empty. */
  close(): FinishedPack | undefined {
    if (this.#entries.length === 0) return undefined
    const header = this.#key.seal(encodePackHeader(this.#entries), this.#random)
    const bytes = Buffer.allocUnsafeSlow(this.#size + header.length + 4)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += part.length
    }
    bytes.set(header, at)
    bytes.writeUInt32LE(header.length, at + header.length)
    const pack = { id: idOf(bytes), bytes, entries: this.#entries }
    this.#parts = []
    this.#entries = []
    this.#size = 0
    return pack
  }
}
