import { type Item, isContainer } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'

/** Notebooks are kept under this folder of the snapshot, with the directory structure they have in the drive. */
export const ONENOTE_FOLDER = 'OneNoteFolder'

/** A directory that exists in the snapshot to hold notebooks: a copy of the folder `source` below `OneNoteFolder`. */
export interface PlacedFolder {
  readonly name: string
  /** The drive's folder that it mirrors: gives the times. */
  readonly source: Item
  /** A folder of the drive that lies at this very place already: the two become one directory. */
  readonly real: Item | undefined
  readonly folders: Map<string, PlacedFolder>
  readonly notebooks: Item[]
}

/** The directory `OneNoteFolder` with everything placed in it; undefined when the drive has no notebook to place. */
export function placeNotebooks(table: ItemTable): PlacedFolder | undefined {
  const root = table.rootId === undefined ? undefined : table.get(table.rootId)
  if (!root) return undefined
  let top: PlacedFolder | undefined
  for (const notebook of table.ofKind('notebook')) {
    if (notebook.excluded) continue
    const folders = ancestorsBelowRoot(table, notebook)
    if (!folders || staysInPlace(folders)) continue
    top ??= placed(ONENOTE_FOLDER, root, childFolder(table, root.id, ONENOTE_FOLDER))
    let at = top
    for (const folder of folders) {
      const key = folder.name.toLowerCase()
      let next = at.folders.get(key)
      if (!next) {
        next = placed(folder.name, folder, at.real && childFolder(table, at.real.id, folder.name))
        at.folders.set(key, next)
      }
      at = next
    }
    at.notebooks.push(notebook)
  }
  return top
}

/** Whether a notebook is shown elsewhere than in its own folder: true unless it lies in the drive's own `OneNoteFolder` or in another notebook. */
export function isPlacedElsewhere(table: ItemTable, notebook: Item): boolean {
  const folders = ancestorsBelowRoot(table, notebook)
  return folders !== undefined && !staysInPlace(folders)
}

/** In the drive's own folder of that name, or inside another notebook, which is placed with all that is in it. */
function staysInPlace(folders: readonly Item[]): boolean {
  const [top] = folders
  return (
    top?.name.toLowerCase() === ONENOTE_FOLDER.toLowerCase() ||
    folders.some(({ kind }) => kind === 'notebook')
  )
}

function placed(name: string, source: Item, real: Item | undefined): PlacedFolder {
  return { name, source, real, folders: new Map(), notebooks: [] }
}

/** The folders between the root and the item, from the top; undefined when the item hangs loose. */
function ancestorsBelowRoot(table: ItemTable, item: Item): Item[] | undefined {
  const folders: Item[] = []
  for (let at = table.parentOf(item), depth = 0; at && depth < 1000; at = table.parentOf(at), depth++) {
    if (at.kind === 'root') return folders
    folders.unshift(at)
  }
  return undefined
}

function childFolder(table: ItemTable, parentId: string, name: string): Item | undefined {
  for (const item of table.childrenOf(parentId)) {
    if (isContainer(item) && !item.excluded && item.name.toLowerCase() === name.toLowerCase()) return item
  }
  return undefined
}
