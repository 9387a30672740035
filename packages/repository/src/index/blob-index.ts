import { mappedMemory } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import type { BlobType, PackEntry } from '../format/pack-header.ts'

/** Where a blob lies. */
export interface BlobLocation {
  readonly pack: Id
  readonly offset: number
  /** Sealed bytes. */
  readonly length: number
  readonly uncompressedLength?: number
}

export interface IndexedBlob extends BlobLocation {
  readonly type: BlobType
  readonly id: Id
}

const WORDS = 8
const FIRST_CAPACITY = 1024
const EMPTY = -1

/**
 * All blobs of a repository in memory: an open-addressing hash table over typed arrays, about 60 bytes a blob.
 * A blob that lies in several packs has several entries.
 */
export class BlobIndex {
  #capacity = FIRST_CAPACITY
  /** Hash slots -> number of the entry; twice as many slots as entries. */
  #slots = new Int32Array(2 * FIRST_CAPACITY).fill(EMPTY)
  #ids = new Uint32Array(WORDS * FIRST_CAPACITY)
  #packOf = new Uint32Array(FIRST_CAPACITY)
  #offsets = new Uint32Array(FIRST_CAPACITY)
  #lengths = new Uint32Array(FIRST_CAPACITY)
  /** Plaintext length of compressed blobs, 0 for plain ones. */
  #uncompressed = new Uint32Array(FIRST_CAPACITY)
  #trees = new Uint8Array(FIRST_CAPACITY)
  #size = 0
  readonly #packs: Id[] = []
  readonly #packNumbers = new Map<Id, number>()
  readonly #probe = Buffer.alloc(WORDS * 4)
  readonly #probeWords = new Uint32Array(this.#probe.buffer, this.#probe.byteOffset, WORDS)

  /** Number of entries. */
  get size(): number {
    return this.#size
  }

  add(pack: Id, entry: PackEntry): void {
    if (this.#size === this.#capacity) this.#grow()
    const at = this.#size++
    this.#probe.write(entry.id, 0, 'hex')
    this.#ids.set(this.#probeWords, at * WORDS)
    this.#packOf[at] = this.#packNumber(pack)
    this.#offsets[at] = entry.offset
    this.#lengths[at] = entry.length
    this.#uncompressed[at] = entry.uncompressedLength ?? 0
    this.#trees[at] = entry.type === 'tree' ? 1 : 0
    this.#place(at)
  }

  has(type: BlobType, id: Id): boolean {
    return this.#find(type, id, 0) !== EMPTY
  }

  lookup(type: BlobType, id: Id): BlobLocation | undefined {
    const slot = this.#find(type, id, 0)
    return slot === EMPTY ? undefined : this.#location(this.#slots[slot] as number)
  }

  /** Every place where the blob lies, one or more packs. */
  lookupAll(type: BlobType, id: Id): BlobLocation[] {
    const found: BlobLocation[] = []
    for (let from = 0; ; ) {
      const slot = this.#find(type, id, from)
      if (slot === EMPTY) return found
      found.push(this.#location(this.#slots[slot] as number))
      from = this.#distance(slot) + 1
    }
  }

  /** Plaintext size of a blob in bytes. */
  sizeOf(type: BlobType, id: Id): number | undefined {
    const slot = this.#find(type, id, 0)
    if (slot === EMPTY) return undefined
    const at = this.#slots[slot] as number
    return this.#uncompressed[at] || (this.#lengths[at] as number) - 32
  }

  *entries(): Generator<IndexedBlob> {
    const bytes = Buffer.from(this.#ids.buffer)
    for (let at = 0; at < this.#size; at++) {
      const id = bytes.toString('hex', at * 32, at * 32 + 32) as Id
      yield { type: this.#trees[at] ? 'tree' : 'data', id, ...this.#location(at) }
    }
  }

  /** Ids of all packs that hold an indexed blob. */
  packs(): readonly Id[] {
    return this.#packs
  }

  /** The slot of an entry, searching from `from` steps after its home; EMPTY when there is none. */
  #find(type: BlobType, id: Id, from: number): number {
    this.#probe.write(id, 0, 'hex')
    const probe = this.#probeWords
    const mask = this.#slots.length - 1
    const tree = type === 'tree' ? 1 : 0
    for (let slot = ((probe[0] as number) + from) & mask; ; slot = (slot + 1) & mask) {
      const at = this.#slots[slot] as number
      if (at === EMPTY) return EMPTY
      if (this.#trees[at] === tree && this.#equals(at, probe)) return slot
    }
  }

  #equals(at: number, probe: Uint32Array): boolean {
    const start = at * WORDS
    for (let i = 0; i < WORDS; i++) if (this.#ids[start + i] !== probe[i]) return false
    return true
  }

  /** How many steps a slot is from the home of the entry that was just probed. */
  #distance(slot: number): number {
    const mask = this.#slots.length - 1
    return (slot - (this.#probeWords[0] as number)) & mask
  }

  #location(at: number): BlobLocation {
    const uncompressedLength = this.#uncompressed[at] as number
    return {
      pack: this.#packs[this.#packOf[at] as number] as Id,
      offset: this.#offsets[at] as number,
      length: this.#lengths[at] as number,
      ...(uncompressedLength > 0 && { uncompressedLength }),
    }
  }

  #packNumber(pack: Id): number {
    const known = this.#packNumbers.get(pack)
    if (known !== undefined) return known
    this.#packNumbers.set(pack, this.#packs.length)
    return this.#packs.push(pack) - 1
  }

  #place(at: number): void {
    const mask = this.#slots.length - 1
    let slot = (this.#ids[at * WORDS] as number) & mask
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask
    this.#slots[slot] = at
  }

  #grow(): void {
    this.#capacity *= 2
    this.#ids = enlarge(this.#ids)
    this.#packOf = enlarge(this.#packOf)
    this.#offsets = enlarge(this.#offsets)
    this.#lengths = enlarge(this.#lengths)
    this.#uncompressed = enlarge(this.#uncompressed)
    const trees = new Uint8Array(mappedMemory(this.#capacity), 0, this.#capacity)
    trees.set(this.#trees)
    this.#trees = trees
    this.#slots = new Int32Array(mappedMemory(8 * this.#capacity), 0, 2 * this.#capacity).fill(EMPTY)
    for (let at = 0; at < this.#size; at++) this.#place(at)
  }
}

function enlarge(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(mappedMemory(array.length * 8), 0, array.length * 2)
  larger.set(array)
  return larger
}
