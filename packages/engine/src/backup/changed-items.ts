import { isContainer } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'

type Kind = 'new' | 'changed'

/** Which items are new or different since the last run. In a first run all are new, and nothing is noted of each. */
export class ChangedItems {
  readonly #table: ItemTable
  readonly #first: boolean
  readonly #kinds = new Map<string, Kind>()

  /** @param table as the last run left it */
  constructor(table: ItemTable) {
    this.#table = table
    this.#first = table.size === 0
  }

  get size(): number {
    return this.#first ? this.#table.size : this.#kinds.size
  }

  /** @param known whether the last run, or an earlier entry, had the item */
  note(id: string, known: boolean): void {
    if (!this.#first) this.#kinds.set(id, known ? (this.#kinds.get(id) ?? 'changed') : 'new')
  }

  forget(id: string): void {
    this.#kinds.delete(id)
  }

  has(id: string): boolean {
    return this.#first || this.#kinds.has(id)
  }

  /** How many of each kind. */
  count(): { readonly files: Record<Kind, number>; readonly folders: Record<Kind, number> } {
    const counts = { files: { new: 0, changed: 0 }, folders: { new: 0, changed: 0 } }
    if (this.#first) {
      for (const item of this.#table.summaries()) counts[isContainer(item) ? 'folders' : 'files'].new++
      return counts
    }
    for (const [id, kind] of this.#kinds) {
      const item = this.#table.get(id)
      if (item) counts[isContainer(item) ? 'folders' : 'files'][kind]++
    }
    return counts
  }
}
