import type { Id } from '@holdfast/repository'
import { type Item, type ItemKind, isContainer } from './item.ts'
import { contentOutdated } from './item-changed.ts'
import { contentOf, decodeItem, encodeItem, readHead } from './item-row.ts'
import { ItemSlots } from './item-slots.ts'
import { RowStore } from './row-store.ts'

const KINDS: readonly ItemKind[] = ['root', 'file', 'folder', 'notebook', 'shortcut']

const PRESENT = 1
const EXCLUDED = 2
/** A file whose content in the vault is not that of the drive. */
const OUTDATED = 4
/** A file of which the vault holds another state. */
const OTHER = 8
const DIRTY = 16
const SEEN = 32
const SHARED = 64

/** What a pass over the whole drive is told of an item. */
export interface ItemSummary {
  readonly kind: ItemKind
  readonly excluded: boolean
  readonly outdated: boolean
  /** Bytes that the drive lists. */
  readonly size: number
  /** Bytes that the vault holds; undefined without content there. */
  readonly storedSize: number | undefined
}

/**
 * All items of one drive, by id. Knows which folders need a new tree: those that hold, or held, something that changed.
 * Rows lie encoded as they are stored, and become objects only when asked for: a drive of a million items fits into
 * memory, and the rows that a run does not touch cost it nothing.
 */
export class ItemTable {
  readonly #slots = new ItemSlots()
  readonly #rows = new RowStore()
  #kinds = new Uint8Array(1024)
  #flags = new Uint8Array(1024)
  #sizes = new Float64Array(1024)
  /** Slots in the order in which they got a row: that of the ids, as far as they were loaded. */
  readonly #order: number[] = []
  #size = 0
  #dirty = 0
  #rootId: string | undefined

  get size(): number {
    return this.#size
  }

  get rootId(): string | undefined {
    return this.#rootId
  }

  has(id: string): boolean {
    return this.#slotOf(id) !== undefined
  }

  get(id: string): Item | undefined {
    const slot = this.#slotOf(id)
    return slot === undefined ? undefined : this.#item(slot)
  }

  /** Bytes that the drive lists for a file; 0 for what is no file. */
  sizeOf(id: string): number {
    const slot = this.#slotOf(id)
    return slot === undefined ? 0 : (this.#sizes[slot] as number)
  }

  /** Every item; those given out may be put anew meanwhile. Parses each row: for a pass that needs little, see `summaries`. */
  *values(): Generator<Item> {
    for (let slot = 0; slot < this.#slots.count; slot++) if (this.#is(slot, PRESENT)) yield this.#item(slot)
  }

  *summaries(): Generator<ItemSummary> {
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (!this.#is(slot, PRESENT)) continue
      const size = this.#sizes[slot] as number
      yield {
        kind: this.#kindOf(slot),
        excluded: this.#is(slot, EXCLUDED),
        outdated: this.#is(slot, OUTDATED),
        size,
        storedSize: this.#is(slot, OTHER)
          ? this.#item(slot).stored?.size
          : this.#is(slot, OUTDATED)
            ? undefined
            : size,
      }
    }
  }

  /** Ids of the files whose content is not in the vault as the drive has it; those left out by a rule are not among them. */
  *outdated(): Generator<string> {
    for (let slot = 0; slot < this.#slots.count; slot++) {
      const wanted = (this.#flags[slot] as number) & (PRESENT | OUTDATED | EXCLUDED)
      if (wanted === (PRESENT | OUTDATED)) yield this.#slots.idOf(slot)
    }
  }

  /** The items of a kind. */
  *ofKind(kind: ItemKind): Generator<Item> {
    const wanted = KINDS.indexOf(kind)
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (this.#kinds[slot] === wanted && this.#is(slot, PRESENT)) yield this.#item(slot)
    }
  }

  /** The items that are shared. */
  *shared(): Generator<Item> {
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (((this.#flags[slot] as number) & (PRESENT | SHARED)) === (PRESENT | SHARED)) yield this.#item(slot)
    }
  }

  /** Takes a row as a snapshot recorded it, without its line end: nothing becomes dirty. Raises a SyntaxError. */
  loadRow(bytes: Buffer, from: number, to: number): void {
    const head = readHead(bytes, from, to)
    if (!head) {
      this.#load(decodeItem(bytes.toString('utf8', from, to)))
      return
    }
    const slot = this.#enter(head.id, head.parent, head.kind, head.size)
    const outdated = head.kind === 'file' && head.content === 'none'
    this.#mark(slot, (outdated ? OUTDATED : 0) | (head.shared ? SHARED : 0))
    this.#rows.set(slot, bytes, from, to)
  }

  /** Puts a new state of an item; its parents, old and new, need new trees. */
  put(item: Item): void {
    const known = this.#slotOf(item.id)
    const before = known === undefined ? undefined : this.#slots.parentOf(known)
    if (before !== undefined) this.#soil(before)
    const slot = this.#load(item)
    const parent = this.#slots.parentOf(slot)
    if (parent !== undefined) this.#soil(parent)
    if (isContainer(item) && !item.tree) this.#soil(slot)
  }

  delete(id: string): Item | undefined {
    const slot = this.#slotOf(id)
    if (slot === undefined) return undefined
    const before = this.#item(slot)
    const parent = this.#slots.parentOf(slot)
    if (parent !== undefined) this.#soil(parent)
    this.#slots.setParent(slot, undefined)
    this.#clear(slot, PRESENT | SHARED | SEEN)
    this.#rows.delete(slot)
    this.#size--
    return before
  }

  /** Notes the tree built for a folder (undefined: build it each time), without marking anything. */
  setTree(id: string, tree: Id | undefined): void {
    const item = this.get(id)
    if (!item || item.tree === tree) return
    const { tree: _, ...rest } = item
    this.#load(tree === undefined ? rest : { ...rest, tree })
  }

  isDirty(id: string): boolean {
    const slot = this.#slots.find(id)
    return slot !== undefined && this.#is(slot, DIRTY)
  }

  get hasDirty(): boolean {
    return this.#dirty > 0
  }

  /** Asks for a new tree of a folder (and so of everything above it). */
  markDirty(id: string): void {
    this.#soil(this.#slots.of(id))
  }

  /** The dirty folders with all their ancestors: the ones whose trees are written anew. */
  dirtyWithAncestors(): Set<string> {
    const all = new Set<string>()
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (!this.#is(slot, DIRTY)) continue
      for (
        let at: number | undefined = slot;
        at !== undefined && this.#is(at, PRESENT) && !all.has(this.#slots.idOf(at));
        at = this.#slots.parentOf(at)
      ) {
        all.add(this.#slots.idOf(at))
      }
    }
    return all
  }

  parentOf(item: Item): Item | undefined {
    return item.parent === undefined ? undefined : this.get(item.parent)
  }

  /** The items in a folder, in no particular order. */
  *childrenOf(id: string): Generator<Item> {
    const slot = this.#slots.find(id)
    if (slot === undefined) return
    for (const child of this.#slots.childrenOf(slot)) yield this.#item(child)
  }

  childCount(id: string): number {
    const slot = this.#slots.find(id)
    let count = 0
    if (slot !== undefined) for (const _ of this.#slots.childrenOf(slot)) count++
    return count
  }

  /** Ids of folders that are no items, though they have children, with the ids of these. */
  orphans(): Map<string, string[]> {
    const missing = new Map<string, string[]>()
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (this.#is(slot, PRESENT) || !this.#slots.hasChildren(slot)) continue
      const children = [...this.#slots.childrenOf(slot)].map((child) => this.#slots.idOf(child))
      missing.set(this.#slots.idOf(slot), children)
    }
    return missing
  }

  /** Begins a listing of the whole drive: nothing has been seen yet. */
  beginListing(): void {
    for (let slot = 0; slot < this.#slots.count; slot++) this.#clear(slot, SEEN)
  }

  /** Takes note that a listing has this item (or, with false, that it is gone again). */
  see(id: string, seen = true): void {
    const slot = this.#slotOf(id)
    if (slot === undefined) return
    if (seen) this.#mark(slot, SEEN)
    else this.#clear(slot, SEEN)
  }

  /** Ids of the items that the listing did not have. */
  unseen(): string[] {
    const ids: string[] = []
    for (let slot = 0; slot < this.#slots.count; slot++) {
      if (((this.#flags[slot] as number) & (PRESENT | SEEN)) === PRESENT) ids.push(this.#slots.idOf(slot))
    }
    return ids
  }

  /** The names from below the root down to the item; undefined when it does not hang together with the root. */
  pathOf(id: string): string[] | undefined {
    const path: string[] = []
    let at = this.get(id)
    for (let depth = 0; at && depth < 1000; depth++, at = this.parentOf(at)) {
      if (at.kind === 'root') return path
      path.unshift(at.name)
    }
    return undefined
  }

  /** The rows as they are stored, in order of their ids (as UTF-16 units: ids are ASCII). Good until the next change. */
  *rowsById(): Generator<Buffer> {
    const ids = this.#slots
    const slots = this.#order.filter((slot) => this.#is(slot, PRESENT))
    slots.sort((a, b) => (a === b ? 0 : ids.idOf(a) < ids.idOf(b) ? -1 : 1))
    let last = -1
    for (const slot of slots) {
      if (slot !== last) yield this.#rows.bytes(slot)
      last = slot
    }
  }

  #load(item: Item): number {
    const slot = this.#enter(item.id, item.parent, item.kind, item.size ?? 0)
    const content = contentOf(item)
    const outdated = item.kind === 'file' && contentOutdated(item)
    this.#mark(
      slot,
      (outdated ? OUTDATED : 0) |
        (content === 'other' ? OTHER : 0) |
        (item.shared ? SHARED : 0) |
        (item.excluded === undefined ? 0 : EXCLUDED),
    )
    this.#rows.setText(slot, encodeItem(item))
    return slot
  }

  /** Gives an item its place; flags that tell of its row are cleared. */
  #enter(id: string, parent: string | undefined, kind: ItemKind, size: number): number {
    const slot = this.#slots.of(id)
    const above = parent === undefined ? undefined : this.#slots.of(parent)
    this.#grow()
    this.#slots.setParent(slot, above)
    this.#kinds[slot] = KINDS.indexOf(kind)
    this.#sizes[slot] = size
    if (!this.#is(slot, PRESENT)) {
      this.#size++
      this.#order.push(slot)
    }
    this.#clear(slot, EXCLUDED | OUTDATED | OTHER | SHARED)
    this.#mark(slot, PRESENT)
    if (kind === 'root') this.#rootId = id
    return slot
  }

  #slotOf(id: string): number | undefined {
    const slot = this.#slots.find(id)
    return slot !== undefined && this.#is(slot, PRESENT) ? slot : undefined
  }

  #item(slot: number): Item {
    return decodeItem(this.#rows.text(slot))
  }

  #kindOf(slot: number): ItemKind {
    return KINDS[this.#kinds[slot] as number] as ItemKind
  }

  #is(slot: number, flag: number): boolean {
    return ((this.#flags[slot] as number) & flag) !== 0
  }

  #mark(slot: number, flags: number): void {
    this.#flags[slot] = (this.#flags[slot] as number) | flags
  }

  #clear(slot: number, flags: number): void {
    this.#flags[slot] = (this.#flags[slot] as number) & ~flags
  }

  #soil(slot: number): void {
    this.#grow()
    if (!this.#is(slot, DIRTY)) this.#dirty++
    this.#mark(slot, DIRTY)
  }

  #grow(): void {
    const { count } = this.#slots
    if (count <= this.#flags.length) return
    const length = Math.ceil(count * 1.5)
    this.#kinds = extended(new Uint8Array(length), this.#kinds)
    this.#flags = extended(new Uint8Array(length), this.#flags)
    this.#sizes = extended(new Float64Array(length), this.#sizes)
  }
}

function extended<T extends Uint8Array | Float64Array>(larger: T, column: T): T {
  larger.set(column)
  return larger
}
