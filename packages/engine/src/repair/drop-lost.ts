import type { BlobIndex } from '@holdfast/repository'
import type { ItemTable } from '../items/item-table.ts'

/**
 * Forgets what the table says the vault holds and it does not (after damage that a repair could not undo): such files
 * count as never fetched, such directories as never written. Row by row: a drive may have a million.
 */
export function dropLost(table: ItemTable, index: BlobIndex): void {
  dropLostTrees(table, index)
  for (const item of table.values()) {
    if (!item.stored || item.stored.blobs.every((id) => index.has('data', id))) continue
    const { stored: _, ...rest } = item
    table.put(rest)
  }
}

/** The same for directories alone. */
export function dropLostTrees(table: ItemTable, index: BlobIndex): void {
  for (const item of table.values()) {
    if (item.tree === undefined || index.has('tree', item.tree)) continue
    table.setTree(item.id, undefined)
    table.markDirty(item.id)
  }
}
