import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { type Id, idOf } from '../format/id.ts'
import { type MasterKey, SEAL_OVERHEAD } from '../format/master-key.ts'
import { type BlobType, encodePackHeader, type PackEntry, TRAILER_SIZE } from '../format/pack-header.ts'
import type { FinishedPack } from './messages.ts'

const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

const FIRST_CAPACITY = 1024 * 1024
/** A pack of 16 MiB and the piece that closes it. */
const USUAL_CAPACITY = 21 * 1024 * 1024

/** A pack in the making: sealed blobs of one type, one after another in one buffer. */
export class OpenPack {
  readonly #type: BlobType
  readonly #key: MasterKey
  readonly #random: Random
  readonly #spares: Buffer[] = []
  #buffer: Buffer = Buffer.alloc(0)
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

  /** Takes the memory of an earlier pack for a later one: touching fresh memory costs more than filling it. */
  reuse(memory: ArrayBuffer): void {
    this.#spares.push(Buffer.from(memory))
  }

  /** Compresses (where that helps) and seals a blob, and proves that it opens to the same content again. */
  add(id: Id, plaintext: Uint8Array, compress: boolean): void {
    // An empty blob must not be marked as compressed: its length 0 would mean "plain".
    const packed = compress && plaintext.length > 0 ? zstdCompressSync(plaintext, ZSTD) : undefined
    const compressed = packed && packed.length < plaintext.length ? packed : undefined
    const body = compressed ?? plaintext
    this.#reserve(body.length + SEAL_OVERHEAD)
    const length = this.#key.sealInto(this.#buffer, this.#size, body, this.#random)
    const opened = this.#key.open(this.#buffer.subarray(this.#size, this.#size + length))
    if (idOf(compressed ? zstdDecompressSync(opened) : opened) !== id)
      throw repositoryErrors.HF_VERIFY_FAILED()
    this.#append({
      type: this.#type,
      id,
      length,
      ...(compressed && { uncompressedLength: plaintext.length }),
    })
  }

  /** Takes a blob as it was sealed with the same key before. */
  addSealed({ type, id, uncompressedLength }: Omit<PackEntry, 'offset' | 'length'>, sealed: Buffer): void {
    this.#reserve(sealed.length)
    sealed.copy(this.#buffer, this.#size)
    this.#append({
      type,
      id,
      length: sealed.length,
      ...(uncompressedLength !== undefined && { uncompressedLength }),
    })
  }

  /** The pack file, if there is anything in it; the next one begins empty. */
  close(): FinishedPack | undefined {
    if (this.#entries.length === 0) return undefined
    const header = encodePackHeader(this.#entries)
    this.#reserve(header.length + SEAL_OVERHEAD + TRAILER_SIZE)
    const length = this.#key.sealInto(this.#buffer, this.#size, header, this.#random)
    const end = this.#buffer.writeUInt32LE(length, this.#size + length)
    const bytes = this.#buffer.subarray(0, end) as Buffer<ArrayBuffer>
    const pack = { id: idOf(bytes), bytes, entries: this.#entries }
    this.#buffer = this.#spares.pop() ?? Buffer.alloc(0)
    this.#entries = []
    this.#size = 0
    return pack
  }

  #append(entry: Omit<PackEntry, 'offset'>): void {
    this.#entries.push({ ...entry, offset: this.#size })
    this.#size += entry.length
  }

  #reserve(more: number): void {
    const needed = this.#size + more
    if (needed <= this.#buffer.length) return
    const doubled = Math.min(2 * this.#buffer.length, USUAL_CAPACITY)
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, doubled, FIRST_CAPACITY))
    this.#buffer.copy(larger, 0, 0, this.#size)
    this.#buffer = larger
  }
}
