import { hasCode } from '@holdfast/base'
import type { DeltaPage, DriveItem } from '@holdfast/graph'
import { engineErrors } from '../errors.ts'
import { driveItemToItem } from '../items/drive-item-to-item.ts'
import { type Item, isContainer } from '../items/item.ts'
import { itemChanged } from '../items/item-changed.ts'
import type { ItemTable } from '../items/item-table.ts'
import { ChangedItems } from './changed-items.ts'
import type { DriveSource } from './drive-source.ts'

/** Download URLs kept from a listing. They die within the hour and are long: a larger drive asks for the rest file by file. */
const MAX_URLS = 20_000

/** Rounds of delta in one run: a drive that never rests is picked up again by the next run. */
const MAX_ROUNDS = 5

/** Rows kept of what was taken out, for the case that it comes again. */
const MAX_REMOVED = 50_000

export interface CollectedChanges {
  readonly table: ItemTable
  /** Where the next run goes on. */
  readonly deltaLink: string
  /** True when the whole drive was listed (first run, on request, or because Microsoft dropped the old token). */
  readonly enumerated: boolean
  /** Ids whose row is new or different. */
  readonly changed: ChangedItems
  readonly deleted: number
  /** The files among them. */
  readonly deletedFiles: number
  /** Download URLs that came with the listing; good for about an hour. */
  readonly urls: Map<string, string>
  /** What each folder of the listing said of the number of its children, the last word of each. */
  readonly claims: ReadonlyMap<string, number>
}

export interface CollectOptions {
  readonly source: DriveSource
  readonly driveId: string
  /** The previous item table; called only when there is something to apply to it. */
  readonly loadTable: () => Promise<ItemTable>
  readonly signal?: AbortSignal
  /** Told after each page how many items were listed so far. */
  readonly onItems?: (listed: number) => void
}

/**
 * Brings the table up to the drive's present state: delta from `link` (from the beginning without one), again until a
 * round brings nothing new. When Microsoft has dropped the token, everything is listed anew and compared by id, so that
 * content which did not change is not fetched again. Gives undefined when nothing changed; where a single answer says so,
 * the table is not even loaded. A cloud without delta lists the whole drive each time.
 */
export async function collectChanges(
  link: string | undefined,
  options: CollectOptions,
): Promise<CollectedChanges | undefined> {
  if (link === undefined) return await new Collector(await options.loadTable(), options).enumerate()
  let collector: Collector | undefined
  try {
    const pages = startDelta(link, options)
    const first = await pages.next()
    if (!first.done && isQuiet(first.value)) return undefined
    collector = new Collector(await options.loadTable(), options)
    const changes = await collector.follow(first.done ? [] : [first.value], pages)
    return collector.foundNothing ? undefined : changes
  } catch (error) {
    if (!hasCode(error, 'HF_DELTA_RESET')) throw error
  }
  collector ??= new Collector(await options.loadTable(), options)
  return await collector.enumerate()
}

function startDelta(
  link: string | undefined,
  { source, driveId, signal }: CollectOptions,
): AsyncIterator<DeltaPage> {
  return source.delta(driveId, { ...(link && { link }), ...(signal && { signal }) })[Symbol.asyncIterator]()
}

/** Every answer repeats the root: one that holds nothing else tells of no change. */
function isQuiet(page: DeltaPage): boolean {
  return page.deltaLink !== undefined && !page.whole && page.items.every((item) => item.root && !item.deleted)
}

class Collector {
  readonly #table: ItemTable
  readonly #options: CollectOptions
  /** Whether the whole drive is listed: what the table has beyond the listing is gone. */
  #enumerating = false
  readonly #changed: ChangedItems
  readonly #urls = new Map<string, string>()
  readonly #claims = new Map<string, number>()
  readonly #toList = new Set<string>()
  readonly #gone = new Set<string>()
  /** Rows that were taken out: what comes again (moved meanwhile, or out of the recycle bin) still has its content. */
  readonly #removed = new Map<string, Item>()
  /** New folders: how many items the drive says are in them. */
  readonly #expected = new Map<string, number>()
  #deleted = 0
  #deletedFiles = 0
  #listed = 0
  #news = 0

  constructor(table: ItemTable, options: CollectOptions) {
    this.#table = table
    this.#changed = new ChangedItems(table)
    this.#options = options
  }

  /** Whether the whole drive was looked at, without delta, and is as the table says. */
  get foundNothing(): boolean {
    return this.#enumerating && this.#changed.size === 0 && this.#deleted === 0
  }

  async enumerate(): Promise<CollectedChanges> {
    this.#enumerating = true
    this.#table.beginListing()
    this.#toList.clear()
    this.#listed = 0
    const deltaLink = await this.#round([], startDelta(undefined, this.#options))
    this.#dropUnseen()
    return await this.#finish(deltaLink)
  }

  async follow(first: readonly DeltaPage[], pages: AsyncIterator<DeltaPage>): Promise<CollectedChanges> {
    return await this.#finish(await this.#round(first, pages))
  }

  async #finish(firstLink: string): Promise<CollectedChanges> {
    let deltaLink = firstLink
    for (let rounds = 1; this.#news > 0 && rounds < MAX_ROUNDS; rounds++) {
      this.#news = 0
      deltaLink = await this.#round([], startDelta(deltaLink, this.#options))
    }
    await this.#listArrivals()
    await this.#settleOrphans()
    return {
      table: this.#table,
      deltaLink,
      enumerated: this.#enumerating,
      changed: this.#changed,
      deleted: this.#deleted,
      deletedFiles: this.#deletedFiles,
      urls: this.#urls,
      claims: this.#claims,
    }
  }

  /** One pass of delta, to its deltaLink; `first` are pages of it that were read already. */
  async #round(first: readonly DeltaPage[], rest: AsyncIterator<DeltaPage>): Promise<string> {
    let deltaLink: string | undefined
    let whole = false
    const take = (page: DeltaPage): void => {
      if (page.whole && !whole) {
        whole = true
        this.#enumerating = true
        this.#table.beginListing()
      }
      for (const item of page.items) this.#apply(item)
      this.#listed += page.items.length
      this.#options.onItems?.(this.#listed)
      deltaLink = page.deltaLink
    }
    for (const page of first) take(page)
    for (let next = await rest.next(); !next.done; next = await rest.next()) take(next.value)
    if (deltaLink === undefined) {
      throw engineErrors.HF_TREE_INCONSISTENT({ detail: 'the listing ended without a link to go on from' })
    }
    // What a walk did not meet may have been moved away before it: that is news, and walked after.
    if (whole) this.#news += this.#dropUnseen()
    return deltaLink
  }

  #dropUnseen(): number {
    let dropped = 0
    for (const id of this.#table.unseen()) if (this.#remove(id)) dropped++
    return dropped
  }

  #remove(id: string): boolean {
    const row = this.#table.delete(id)
    if (!row) return false
    if (this.#removed.size < MAX_REMOVED) this.#removed.set(id, row)
    this.#deleted++
    if (row.kind === 'file') this.#deletedFiles++
    return true
  }

  /** Takes one entry; of several for the same item the last one wins, since each replaces the row. */
  #apply(source: DriveItem): void {
    if (source.deleted) {
      this.#gone.add(source.id)
      if (this.#remove(source.id)) this.#news++
      this.#changed.forget(source.id)
      this.#urls.delete(source.id)
      return
    }
    this.#gone.delete(source.id)
    if (source.folder && !source.remoteItem) this.#claims.set(source.id, source.folder.childCount ?? 0)
    const before = this.#table.get(source.id)
    const item = driveItemToItem(source, before ?? this.#removed.get(source.id))
    const url = source['@microsoft.graph.downloadUrl']
    if (url && (this.#urls.size < MAX_URLS || this.#urls.has(item.id))) this.#urls.set(item.id, url)
    if (!itemChanged(before, item)) {
      this.#table.see(item.id)
      return
    }
    this.#table.put(item)
    this.#table.see(item.id)
    this.#changed.note(item.id, before !== undefined)
    this.#news++
    if (!this.#enumerating && isContainer(item) && this.#mayHideChildren(source, before, item))
      this.#toList.add(item.id)
  }

  /** A folder that came from elsewhere is listed as one entry; what was created in it shortly before may be missing. */
  #mayHideChildren(source: DriveItem, before: Item | undefined, item: Item): boolean {
    if (before) return before.parent !== item.parent
    this.#expected.set(item.id, source.folder?.childCount ?? 0)
    return true
  }

  /** Lists the folders that moved, and the new ones that hold more than the delta told of. */
  async #listArrivals(): Promise<void> {
    const { source, driveId, signal } = this.#options
    for (const id of this.#toList) {
      const folder = this.#table.get(id)
      if (!folder || (this.#expected.get(id) ?? Number.POSITIVE_INFINITY) <= this.#table.childCount(id))
        continue
      try {
        for await (const child of source.children(driveId, id, { ...(signal && { signal }) })) {
          if (child.parentReference?.id === undefined || child.parentReference.id === id)
            this.#apply(this.#withKnownSharing(child))
        }
      } catch (error) {
        if (!hasCode(error, 'HF_ITEM_GONE')) throw error
      }
    }
  }

  /** A list of children calls everything shared that inherits it; what delta said of an item, told where sharing begins, is kept. */
  #withKnownSharing(child: DriveItem): DriveItem {
    const known = this.#table.get(child.id)
    return known ? { ...child, shared: known.shared ? { scope: 'users' } : {} } : child
  }

  /**
   * Deals with rows that no longer hang on the root: below a deleted folder they are gone with it; below a folder that
   * was never listed, that folder is asked for.
   */
  async #settleOrphans(): Promise<void> {
    for (let pass = 0; pass < 50; pass++) {
      const missing = this.#table.orphans()
      if (missing.size === 0) return
      for (const [parent, children] of missing) {
        const found = this.#gone.has(parent) ? undefined : await this.#fetch(parent)
        if (found && !found.deleted && (found.root || found.parentReference?.id)) this.#apply(found)
        else for (const id of children) this.#drop(id)
      }
    }
    throw engineErrors.HF_TREE_INCONSISTENT({ detail: 'folders lie in each other' })
  }

  #drop(id: string): void {
    this.#remove(id)
    this.#changed.forget(id)
  }

  async #fetch(id: string): Promise<DriveItem | undefined> {
    const { source, driveId, signal } = this.#options
    try {
      return await source.item(driveId, id, { ...(signal && { signal }) })
    } catch (error) {
      if (hasCode(error, 'HF_ITEM_GONE')) return undefined
      throw error
    }
  }
}
