import type { Item } from '../items/item.ts'
import type { PartialFile } from './checkpoint-format.ts'

/** Gives the recorded beginning of a file, once, and only while the file is still in the state that it was taken from. */
export function takePartialFrom(partials: Iterable<PartialFile>): (item: Item) => PartialFile | undefined {
  const byId = new Map<string, PartialFile>()
  for (const partial of partials) byId.set(partial.id, partial)
  return (item) => {
    const partial = byId.get(item.id)
    byId.delete(item.id)
    return partial && isSameState(partial, item) ? partial : undefined
  }
}

function isSameState(partial: PartialFile, item: Item): boolean {
  if (partial.listedSize !== item.size) return false
  return partial.hash !== undefined && item.hash !== undefined
    ? partial.hash === item.hash
    : partial.etag !== undefined && partial.etag === item.etag
}
