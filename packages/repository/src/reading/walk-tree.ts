import type { Id } from '../format/id.ts'
import type { TreeNode } from '../format/tree.ts'
import type { BlobReader } from './blob-reader.ts'

export interface WalkedNode {
  /** Names from the top, joined by `/`, with a leading one. */
  readonly path: string
  readonly node: TreeNode
}

/** Every node below a tree, directories before what is in them. */
export async function* walkTree(reader: BlobReader, tree: Id, parent = ''): AsyncGenerator<WalkedNode> {
  for (const node of await reader.readTree(tree)) {
    const path = `${parent}/${node.name}`
    yield { path, node }
    if (node.type === 'dir' && node.subtree) yield* walkTree(reader, node.subtree, path)
  }
}

/** The node at a path (`/OneDrive/a.txt`); undefined when there is none. */
export async function findNode(reader: BlobReader, tree: Id, path: string): Promise<TreeNode | undefined> {
  let found: TreeNode | undefined
  let at: Id | undefined = tree
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (!at) return undefined
    found = (await reader.readTree(at)).find((node) => node.name === name)
    if (!found) return undefined
    at = found.subtree
  }
  return found
}
