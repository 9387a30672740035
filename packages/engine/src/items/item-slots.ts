import { mappedMemory } from '@holdfast/base'

const NONE = -1

/**
 * Small numbers for the ids of a drive, and the tree that they make: each slot knows its parent and the first of its
 * children, and the children of one parent form a ring-free list. Holds ids that are only named as a parent, too.
 */
export class ItemSlots {
  readonly #byId = new Map<string, number>()
  readonly #ids: string[] = []
  #parent = new Int32Array(1024)
  #firstChild = new Int32Array(1024)
  #next = new Int32Array(1024)
  #previous = new Int32Array(1024)

  /** Slots given out; each is below. */
  get count(): number {
    return this.#ids.length
  }

  find(id: string): number | undefined {
    return this.#byId.get(id)
  }

  /** The slot of an id, a new one for a new id. */
  of(id: string): number {
    const known = this.#byId.get(id)
    if (known !== undefined) return known
    const slot = this.#ids.length
    if (slot === this.#parent.length) this.#grow()
    this.#byId.set(id, slot)
    this.#ids.push(id)
    this.#parent[slot] = NONE
    this.#firstChild[slot] = NONE
    this.#next[slot] = NONE
    this.#previous[slot] = NONE
    return slot
  }

  idOf(slot: number): string {
    return this.#ids[slot] as string
  }

  /** The parent's slot, or undefined. */
  parentOf(slot: number): number | undefined {
    const parent = this.#parent[slot] as number
    return parent === NONE ? undefined : parent
  }

  /** Hangs a slot below another one (undefined: below none). */
  setParent(slot: number, parent: number | undefined): void {
    const before = this.#parent[slot] as number
    const after = parent ?? NONE
    if (before === after) return
    if (before !== NONE) this.#unlink(slot, before)
    this.#parent[slot] = after
    if (after === NONE) return
    const first = this.#firstChild[after] as number
    this.#next[slot] = first
    if (first !== NONE) this.#previous[first] = slot
    this.#firstChild[after] = slot
  }

  *childrenOf(slot: number): Generator<number> {
    for (let at = this.#firstChild[slot] as number; at !== NONE; ) {
      // Read before it is given out: whoever takes it may hang it elsewhere.
      const next = this.#next[at] as number
      yield at
      at = next
    }
  }

  hasChildren(slot: number): boolean {
    return this.#firstChild[slot] !== NONE
  }

  #unlink(slot: number, parent: number): void {
    const next = this.#next[slot] as number
    const previous = this.#previous[slot] as number
    if (previous === NONE) this.#firstChild[parent] = next
    else this.#next[previous] = next
    if (next !== NONE) this.#previous[next] = previous
    this.#next[slot] = NONE
    this.#previous[slot] = NONE
  }

  #grow(): void {
    const grown = (column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const length = Math.ceil(column.length * 1.5)
      const larger = new Int32Array(mappedMemory(4 * length), 0, length)
      larger.set(column)
      return larger
    }
    this.#parent = grown(this.#parent)
    this.#firstChild = grown(this.#firstChild)
    this.#next = grown(this.#next)
    this.#previous = grown(this.#previous)
  }
}
