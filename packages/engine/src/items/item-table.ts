import type { Id } from '@holdfast/repository'
import { type Item, isContainer } from './item.ts'

/**
 * All items of one drive, by id. Knows which folders need a new tree: those that hold, or held, something that changed.
 */
export class ItemTable {
  readonly #items = new Map<string, Item>()
  readonly #dirty = new Set<string>()
  #rootId: string | undefined
  #children: Map<string, Set<string>> | undefined

  get size(): number {
    return this.#items.size
  }

  get rootId(): string | undefined {
    return this.#rootId
  }

  get(id: string): Item | undefined {
    return this.#items.get(id)
  }

  values(): IterableIterator<Item> {
    return this.#items.values()
  }

  /** Takes a row as a snapshot recorded it: nothing becomes dirty. */
  load(item: Item): void {
    this.#items.set(item.id, item)
    if (item.kind === 'root') this.#rootId = item.id
    this.#children = undefined
  }

  /** Puts a new state of an item; its parents, old and new, need new trees. */
  put(item: Item): void {
    const before = this.#items.get(item.id)
    this.#items.set(item.id, item)
    if (item.kind === 'root') this.#rootId = item.id
    if (before?.parent !== undefined) this.#dirty.add(before.parent)
    if (item.parent !== undefined) this.#dirty.add(item.parent)
    if (isContainer(item) && !item.tree) this.#dirty.add(item.id)
    this.#move(item.id, before?.parent, item.parent)
  }

  delete(id: string): Item | undefined {
    const before = this.#items.get(id)
    if (!before) return undefined
    this.#items.delete(id)
    if (before.parent !== undefined) this.#dirty.add(before.parent)
    this.#move(id, before.parent, undefined)
    return before
  }

  /** Notes the tree built for a folder (undefined: build it each time), without marking anything. */
  setTree(id: string, tree: Id | undefined): void {
    const item = this.#items.get(id)
    if (!item || item.tree === tree) return
    const { tree: _, ...rest } = item
    this.#items.set(id, tree === undefined ? rest : { ...rest, tree })
  }

  isDirty(id: string): boolean {
    return this.#dirty.has(id)
  }

  get hasDirty(): boolean {
    return this.#dirty.size > 0
  }

  /** Asks for a new tree of a folder (and so of everything above it). */
  markDirty(id: string): void {
    this.#dirty.add(id)
  }

  /** The dirty folders with all their ancestors: the ones whose trees are written anew. */
  dirtyWithAncestors(): Set<string> {
    const all = new Set<string>()
    for (const id of this.#dirty) {
      for (let at = this.#items.get(id); at && !all.has(at.id); at = this.parentOf(at)) all.add(at.id)
    }
    return all
  }

  parentOf(item: Item): Item | undefined {
    return item.parent === undefined ? undefined : this.#items.get(item.parent)
  }

  /** The items in a folder, in no particular order. */
  *childrenOf(id: string): IterableIterator<Item> {
    this.#children ??= this.#indexChildren()
    for (const child of this.#children.get(id) ?? []) {
      const item = this.#items.get(child)
      if (item) yield item
    }
  }

  childCount(id: string): number {
    this.#children ??= this.#indexChildren()
    return this.#children.get(id)?.size ?? 0
  }

  /** The names from below the root down to the item; undefined when it does not hang together with the root. */
  pathOf(id: string): string[] | undefined {
    const path: string[] = []
    let at = this.#items.get(id)
    for (let depth = 0; at && depth < 1000; depth++, at = this.parentOf(at)) {
      if (at.kind === 'root') return path
      path.unshift(at.name)
    }
    return undefined
  }

  #indexChildren(): Map<string, Set<string>> {
    const children = new Map<string, Set<string>>()
    for (const item of this.#items.values()) {
      if (item.parent === undefined) continue
      const siblings = children.get(item.parent)
      if (siblings) siblings.add(item.id)
      else children.set(item.parent, new Set([item.id]))
    }
    return children
  }

  #move(id: string, from: string | undefined, to: string | undefined): void {
    if (!this.#children || from === to) return
    if (from !== undefined) this.#children.get(from)?.delete(id)
    if (to === undefined) return
    const siblings = this.#children.get(to)
    if (siblings) siblings.add(id)
    else this.#children.set(to, new Set([id]))
  }
}
