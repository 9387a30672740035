import { hasCode, Semaphore } from '@holdfast/base'
import type { Permission, Version } from '@holdfast/graph'
import type { Item } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'

/** One line of `permissions.jsonl`. */
export interface PermissionRow {
  readonly id: string
  readonly permissions: readonly Permission[]
}

/** One line of `versions.jsonl`: the versions that OneDrive keeps, without their content. */
export interface VersionRow {
  readonly id: string
  readonly versions: readonly Version[]
}

export interface CaptureOptions<Row> {
  readonly table: ItemTable
  /** What the previous snapshot recorded. */
  readonly before: AsyncIterable<Row>
  /** Those that may have such a row. */
  readonly candidates: Iterable<Item>
  /** Which items have one. */
  readonly wanted: (item: Item) => boolean
  /** Ids of the items that changed: only these are asked for again. */
  readonly changed: { has(id: string): boolean }
  readonly fetch: (item: Item) => Promise<Row>
  readonly concurrency: number
}

export interface Captured<Row> {
  /** Sorted by id. */
  readonly rows: readonly Row[]
  /** Why Microsoft refuses to tell, when it does: the backup of the files goes on without it. */
  readonly refused?: string
}

/** Keeps the recorded detail of unchanged items and asks for that of changed ones, side by side. */
export async function captureDetails<Row extends { readonly id: string }>(
  options: CaptureOptions<Row>,
): Promise<Captured<Row>> {
  const { table, before, candidates, wanted, changed, fetch, concurrency } = options
  const rows = new Map<string, Row>()
  for await (const row of before) {
    const item = table.get(row.id)
    if (item && wanted(item)) rows.set(row.id, row)
  }
  let refused: string | undefined
  const lanes = new Semaphore(concurrency)
  const ask = async (item: Item): Promise<void> => {
    if (refused !== undefined) return
    try {
      rows.set(item.id, await fetch(item))
    } catch (error) {
      if (hasCode(error, 'HF_ACCESS_DENIED')) refused = error.message
      else if (!hasCode(error, 'HF_ITEM_GONE')) throw error
    }
  }
  const asked: Promise<void>[] = []
  for (const item of candidates) {
    if (wanted(item) && !(rows.has(item.id) && !changed.has(item.id))) asked.push(lanes.run(() => ask(item)))
  }
  await Promise.all(asked)
  const sorted = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { rows: sorted, ...(refused !== undefined && { refused }) }
}
