import type { Drive } from './drive.ts'
import type { Item, Tombstone } from './item.ts'

/** One entry of a delta: an item in its present state, or what is left of one. */
export type Change = { readonly item: Item } | { readonly tombstone: Tombstone }

/**
 * What changed after a number: the changed items with all their ancestors and the root, parents before children, then
 * the tombstones. With `since` 0 everything there is, without tombstones.
 */
export function changesSince(drive: Drive, since: number): Change[] {
  if (since === 0) return [...descend(drive.root)].map((item) => ({ item }))
  if (since >= drive.seq) return [{ item: drive.root }]
  const wanted = new Set<Item>([drive.root])
  for (const item of drive.items()) {
    if (item.seq <= since) continue
    for (let at: Item | undefined = item; at && !wanted.has(at); at = at.parent) wanted.add(at)
  }
  const items = [...wanted].map((item) => ({ item, depth: depthOf(item) })).sort((a, b) => a.depth - b.depth)
  const gone = [...drive.tombstones()].filter((tombstone) => tombstone.seq > since)
  return [...items.map(({ item }) => ({ item })), ...gone.map((tombstone) => ({ tombstone }))]
}

function* descend(root: Item): Generator<Item> {
  const pending = [root]
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next
    // One by one: a folder may have more children than a call may have arguments.
    for (const child of next.children?.values() ?? []) pending.push(child)
  }
}

function depthOf(item: Item): number {
  let depth = 0
  for (let at = item.parent; at; at = at.parent) depth++
  return depth
}
