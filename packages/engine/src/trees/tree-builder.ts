import { compareNames, type Id, type TreeNode } from '@holdfast/repository'
import { type Item, isContainer } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'
import { directoryNode, fileNode } from './item-node.ts'
import { markedName, nodeName } from './node-name.ts'
import { isPlacedElsewhere, ONENOTE_FOLDER, type PlacedFolder, placeNotebooks } from './onenote-placement.ts'

/** The part of a writer that a tree builder needs. */
export interface TreeWriter {
  writeTree(nodes: TreeNode[]): Promise<Id>
}

export interface BuiltTrees {
  /** Tree blob of the drive's root. */
  readonly tree: Id
  /** Directories whose trees were written; all others keep the tree they had. */
  readonly rebuilt: number
}

/**
 * Writes the trees on the way from what changed up to the root, and notes them in the table. Directories without a
 * change are not even looked at: a moved folder keeps its tree, since nothing in a node depends on where it lies.
 */
export async function buildTrees(table: ItemTable, writer: TreeWriter): Promise<BuiltTrees> {
  const builder = new TreeBuilder(table, writer)
  const root = table.rootId === undefined ? undefined : table.get(table.rootId)
  const tree = await (root ? builder.folder(root, undefined) : writer.writeTree([]))
  return { tree, rebuilt: builder.rebuilt }
}

class TreeBuilder {
  readonly #table: ItemTable
  readonly #writer: TreeWriter
  readonly #stale: ReadonlySet<string>
  readonly #placed: PlacedFolder | undefined
  rebuilt = 0

  constructor(table: ItemTable, writer: TreeWriter) {
    this.#table = table
    this.#writer = writer
    this.#stale = table.dirtyWithAncestors()
    this.#placed = placeNotebooks(table)
  }

  /** The tree of a folder of the drive; `extra` is what is placed into it besides its own items. */
  async folder(folder: Item, extra: PlacedFolder | undefined): Promise<Id> {
    if (folder.tree && !extra && !this.#stale.has(folder.id)) return folder.tree
    const nodes: NamedNode[] = []
    for (const item of this.#table.childrenOf(folder.id)) {
      const node = await this.#node(item, folder, extra)
      if (node) nodes.push({ id: item.id, node })
    }
    const placed = folder.kind === 'root' && this.#placed && !this.#placed.real ? this.#placed : undefined
    if (placed) nodes.push({ id: ONENOTE_FOLDER, node: await this.#placedNode(placed) })
    if (extra) nodes.push(...(await this.#placedNodes(extra)))
    const tree = await this.#write(nodes)
    // A directory that also holds placed notebooks is built each time: its tree says more than its own items.
    this.#table.setTree(folder.id, extra ? undefined : tree)
    return tree
  }

  async #node(item: Item, parent: Item, extra: PlacedFolder | undefined): Promise<TreeNode | undefined> {
    if (item.excluded) return undefined
    if (item.kind === 'file') return fileNode(item)
    if (!isContainer(item)) return undefined
    if (item.kind === 'notebook' && isPlacedElsewhere(this.#table, item)) return undefined
    return directoryNode(
      item,
      nodeName(item.name, item.id),
      await this.folder(item, this.#extraFor(item, parent, extra)),
    )
  }

  /** What is placed into a folder of the drive that lies where a placed folder would. */
  #extraFor(item: Item, parent: Item, extra: PlacedFolder | undefined): PlacedFolder | undefined {
    const candidate = parent.kind === 'root' ? this.#placed : extra?.folders.get(item.name.toLowerCase())
    return candidate?.real?.id === item.id ? candidate : undefined
  }

  async #placedNode(folder: PlacedFolder): Promise<TreeNode> {
    const tree = await this.#write(await this.#placedNodes(folder))
    return directoryNode(folder.source, nodeName(folder.name, folder.source.id), tree)
  }

  /** Notebooks and directories that exist only to hold notebooks. */
  async #placedNodes(folder: PlacedFolder): Promise<NamedNode[]> {
    const nodes: NamedNode[] = []
    for (const notebook of folder.notebooks) {
      const tree = await this.folder(notebook, undefined)
      nodes.push({
        id: notebook.id,
        node: directoryNode(notebook, nodeName(notebook.name, notebook.id), tree),
      })
    }
    for (const child of folder.folders.values()) {
      if (!child.real) nodes.push({ id: child.source.id, node: await this.#placedNode(child) })
    }
    return nodes
  }

  async #write(nodes: NamedNode[]): Promise<Id> {
    this.rebuilt++
    return await this.#writer.writeTree(withUniqueNames(nodes))
  }
}

interface NamedNode {
  readonly id: string
  readonly node: TreeNode
}

/**
 * In order, and no name twice. OneDrive's names are unique, but a delta can lose a tombstone: of two items with one name
 * the one of the lower id keeps it, and neither hides the other.
 */
function withUniqueNames(nodes: NamedNode[]): TreeNode[] {
  const taken = new Set<string>()
  const out: TreeNode[] = []
  for (const { id, node } of nodes.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const name = taken.has(node.name) ? markedName(node.name, id) : node.name
    taken.add(name)
    out.push(name === node.name ? node : { ...node, name })
  }
  return out.sort((a, b) => compareNames(a.name, b.name))
}
