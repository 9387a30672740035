import type { Content } from './content.ts'
import type { Item, ItemVersion, Tombstone } from './item.ts'

/** An item without its links to others: the parent by its id. */
export type StoredItem<C> = Omit<Item, 'parent' | 'children' | 'content' | 'versions'> & {
  readonly parentId?: string
  readonly folder: boolean
  readonly content?: C
  readonly versions?: readonly (Omit<ItemVersion, 'content'> & { readonly content: C })[]
}

export interface DriveState<C> {
  readonly created: number
  readonly seq: number
  readonly quotaTotal: number
  readonly items: readonly StoredItem<C>[]
  readonly tombstones: readonly Tombstone[]
}

export function storeItem<C>(item: Item, store: (content: Content) => C): StoredItem<C> {
  const { parent, children, content, versions, ...plain } = item
  return {
    ...plain,
    folder: children !== undefined,
    ...(parent && { parentId: parent.id }),
    ...(content && { content: store(content) }),
    ...(versions && {
      versions: versions.map((version) => ({ ...version, content: store(version.content) })),
    }),
  }
}

/** The items of a stored drive, linked again. The root takes the stored root's place. */
export function restoreItems<C>(
  stored: readonly StoredItem<C>[],
  root: Item,
  load: (content: C) => Content,
): Item[] {
  const items = new Map<string, Item>([[root.id, root]])
  for (const { folder, parentId, content, versions, ...plain } of stored) {
    if (parentId === undefined) {
      Object.assign(root, plain)
      continue
    }
    items.set(plain.id, {
      ...plain,
      parent: undefined,
      ...(folder && { children: new Map() }),
      ...(content && { content: load(content) }),
      ...(versions && {
        versions: versions.map((version) => ({ ...version, content: load(version.content) })),
      }),
    })
  }
  // A moved item may stand before its new parent: linked when all are known.
  for (const { id, parentId } of stored) {
    const item = items.get(id)
    const parent = items.get(parentId ?? '')
    if (!item || !parent) continue
    item.parent = parent
    parent.children?.set(item.name.toLowerCase(), item)
  }
  return [...items.values()].filter((item) => item !== root)
}
