import { mappedMemory } from '@holdfast/base'

/** Where a row lies: the number of its page, and its first byte there. */
const OFFSET_BITS = 21
const PAGE_SIZE = 2 ** OFFSET_BITS
/** Dead bytes that are tolerated for each living one. */
const WASTE = 0.3

/**
 * The rows of a table as bytes, in pages outside the JavaScript heap: a million of them take what they are long, and cost
 * the garbage collector nothing.
 */
export class RowStore {
  #pages: Buffer[] = []
  #last: Buffer | undefined
  #used = 0
  #places = new Uint32Array(1024)
  #lengths = new Uint32Array(1024)
  #count = 0
  #live = 0
  #dead = 0

  /** Stores the row of a slot anew. */
  set(slot: number, row: Buffer, from = 0, to = row.length): void {
    this.#grow(slot)
    const length = to - from
    const before = this.#lengths[slot] as number
    if (before > 0 && length <= before) {
      row.copy(this.#pageOf(slot), this.#offsetOf(slot), from, to)
      this.#dead += before - length
    } else {
      this.#dead += before
      const page = this.#reserve(length)
      row.copy(page, this.#used, from, to)
      this.#take(slot, length)
    }
    this.#lengths[slot] = length
    this.#live += length - before
    if (this.#dead > PAGE_SIZE && this.#dead > WASTE * this.#live) this.#compact()
  }

  setText(slot: number, row: string): void {
    this.set(slot, Buffer.from(row))
  }

  delete(slot: number): void {
    const length = this.#lengths[slot] ?? 0
    this.#dead += length
    this.#live -= length
    if (length > 0) this.#lengths[slot] = 0
  }

  has(slot: number): boolean {
    return slot < this.#count && (this.#lengths[slot] as number) > 0
  }

  text(slot: number): string {
    const offset = this.#offsetOf(slot)
    return this.#pageOf(slot).toString('utf8', offset, offset + (this.#lengths[slot] as number))
  }

  /** The row's bytes, good until the next change. */
  bytes(slot: number): Buffer {
    const offset = this.#offsetOf(slot)
    return this.#pageOf(slot).subarray(offset, offset + (this.#lengths[slot] as number))
  }

  #pageOf(slot: number): Buffer {
    return this.#pages[(this.#places[slot] as number) >>> OFFSET_BITS] as Buffer
  }

  #offsetOf(slot: number): number {
    return (this.#places[slot] as number) & (PAGE_SIZE - 1)
  }

  /** A page with room for so many bytes: the last one, or a new one. A longer row has a page of its own. */
  #reserve(length: number): Buffer {
    if (this.#last && this.#used + length <= this.#last.length && this.#used < PAGE_SIZE) return this.#last
    const size = Math.max(PAGE_SIZE, length)
    this.#last = Buffer.from(mappedMemory(size), 0, size)
    this.#pages.push(this.#last)
    this.#used = 0
    return this.#last
  }

  #take(slot: number, length: number): void {
    this.#places[slot] = (this.#pages.length - 1) * PAGE_SIZE + this.#used
    this.#used += length
  }

  /** Moves the living rows together, page by page, so that old and new are never there twice. */
  #compact(): void {
    const old: (Buffer | undefined)[] = this.#pages
    const slots = new Uint32Array(this.#count)
    let living = 0
    for (let slot = 0; slot < this.#count; slot++) if (this.has(slot)) slots[living++] = slot
    const places = this.#places
    const inOrder = slots.subarray(0, living).sort((a, b) => (places[a] as number) - (places[b] as number))
    this.#pages = []
    this.#last = undefined
    let done = 0
    for (const slot of inOrder) {
      const place = places[slot] as number
      const number = place >>> OFFSET_BITS
      for (; done < number; done++) old[done] = undefined
      const offset = place & (PAGE_SIZE - 1)
      const length = this.#lengths[slot] as number
      const from = old[number] as Buffer
      const page = this.#reserve(length)
      from.copy(page, this.#used, offset, offset + length)
      this.#take(slot, length)
    }
    this.#dead = 0
  }

  #grow(slot: number): void {
    if (slot >= this.#places.length) {
      this.#places = resized(this.#places, slot + 1)
      this.#lengths = resized(this.#lengths, slot + 1)
    }
    this.#count = Math.max(this.#count, slot + 1)
  }
}

function resized(column: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const length = Math.max(needed, Math.ceil(column.length * 1.5))
  const larger = new Uint32Array(mappedMemory(4 * length), 0, length)
  larger.set(column)
  return larger
}
