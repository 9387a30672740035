import { createHash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import type { Random } from '@holdfast/base'
import { repositoryErrors } from '../errors.ts'
import { type Id, idOf } from '../format/id.ts'
import { type MasterKey, SEAL_OVERHEAD } from '../format/master-key.ts'
import { type BlobType, encodePackHeader, type PackEntry, TRAILER_SIZE } from '../format/pack-header.ts'
import type { FinishedPack } from './messages.ts'
import { ownSlot, type PackMemory, type PackSlot } from './pack-memory.ts'
import { compressed } from './zstd.ts'

const NOTHING: PackSlot = ownSlot(0)

/** A pack in the making: sealed blobs of one type, one after another in one buffer. */
export class OpenPack {
  readonly #type: BlobType
  readonly #key: MasterKey
  readonly #random: Random
  readonly #memory: PackMemory
  #slot = NOTHING
  #entries: PackEntry[] = []
  #size = 0

  /** @param memory for packs of the usual size and the blob that closes them */
  constructor(type: BlobType, key: MasterKey, random: Random, memory: PackMemory) {
    this.#type = type
    this.#key = key
    this.#random = random
    this.#memory = memory
  }

  /** Bytes of sealed blobs so far. */
  get size(): number {
    return this.#size
  }

  /** Compresses (where that helps) and seals a blob, and proves that it opens to the same content again. */
  add(id: Id, plaintext: Uint8Array, compress: boolean): void {
    const packed = compress ? compressed(plaintext) : undefined
    const body = packed ?? plaintext
    this.#reserve(body.length + SEAL_OVERHEAD)
    const { bytes } = this.#slot
    const length = this.#key.sealInto(bytes, this.#size, body, this.#random)
    const sealed = bytes.subarray(this.#size, this.#size + length)
    const opened = packed ? this.#decompressedId(sealed, plaintext.length) : this.#plainId(sealed)
    if (opened !== id) throw repositoryErrors.HF_VERIFY_FAILED()
    this.#append({
      type: this.#type,
      id,
      length,
      ...(packed && { uncompressedLength: plaintext.length }),
    })
  }

  #plainId(sealed: Buffer): string {
    const hash = createHash('sha256')
    for (const part of this.#key.openParts(sealed)) hash.update(part)
    return hash.digest('hex')
  }

  #decompressedId(sealed: Buffer, length: number): string {
    // A little more room than the content needs: it comes in one piece then.
    return idOf(zstdDecompressSync(this.#key.open(sealed), { chunkSize: length + 64 }))
  }

  /** Takes a blob as it was sealed with the same key before. */
  addSealed({ type, id, uncompressedLength }: Omit<PackEntry, 'offset' | 'length'>, sealed: Buffer): void {
    this.#reserve(sealed.length)
    sealed.copy(this.#slot.bytes, this.#size)
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
    const { bytes: memory, number: slot } = this.#slot
    const length = this.#key.sealInto(memory, this.#size, header, this.#random)
    const end = memory.writeUInt32LE(length, this.#size + length)
    const bytes = memory.subarray(0, end)
    const pack = { id: idOf(bytes), bytes, entries: this.#entries, slot }
    this.#slot = NOTHING
    this.#entries = []
    this.#size = 0
    return pack
  }

  #append(entry: Omit<PackEntry, 'offset'>): void {
    this.#entries.push({ ...entry, offset: this.#size })
    this.#size += entry.length
  }

  /** More than a slot is needed only when a single blob is that long. */
  #reserve(more: number): void {
    const needed = this.#size + more
    if (this.#slot === NOTHING) this.#slot = this.#memory.take()
    if (needed <= this.#slot.bytes.length) return
    const larger = ownSlot(2 * needed)
    this.#slot.bytes.copy(larger.bytes, 0, 0, this.#size)
    this.#memory.give(this.#slot)
    this.#slot = larger
  }
}
