import { type Item, isContainer } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'
import type { Exclusions } from './exclusions.ts'

/**
 * Goes over the whole table and notes at each item whether a rule leaves it out. Whatever changes its answer makes its
 * folder dirty. Walks from the root because a folder's rule covers all below it, however it came there.
 */
export function applyExclusions(table: ItemTable, exclusions: Exclusions): void {
  const root = table.rootId
  if (root === undefined) return
  const pending: { id: string; path: readonly string[]; reason: string | undefined }[] = [
    { id: root, path: [], reason: undefined },
  ]
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    for (const item of [...table.childrenOf(folder.id)]) {
      const path = [...folder.path, item.name]
      const reason = folder.reason ?? reasonFor(item, path, exclusions)
      if (item.excluded !== reason) table.put(withReason(item, reason))
      if (isContainer(item)) pending.push({ id: item.id, path, reason })
    }
  }
}

function reasonFor(item: Item, path: readonly string[], exclusions: Exclusions): string | undefined {
  return isContainer(item) ? exclusions.folderReason(path) : exclusions.fileReason(item.name, item.size ?? 0)
}

function withReason(item: Item, reason: string | undefined): Item {
  const { excluded: _, ...rest } = item
  return reason === undefined ? rest : { ...rest, excluded: reason }
}
