import { type OpenedSnapshot, splitPath } from '@holdfast/engine'
import type { Id, TreeNode } from '@holdfast/repository'
import { browseErrors } from './errors.ts'

/** A file or folder in a snapshot. */
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder'
  /** Bytes; null for a folder. */
  readonly size: number | null
  readonly modifiedAt: string
}

export function entryOf(node: TreeNode): Entry {
  const isFolder = node.type === 'dir'
  return {
    name: node.name,
    kind: isFolder ? 'folder' : 'file',
    size: isFolder ? null : (node.size ?? 0),
    modifiedAt: node.mtime,
  }
}

/** What lies at a path of a snapshot, names compared as OneDrive does; undefined for the root, and for nothing. */
export async function nodeAt(snapshot: OpenedSnapshot, path: string): Promise<TreeNode | undefined> {
  let node: TreeNode | undefined
  let tree: Id | undefined = snapshot.filesTree
  for (const name of splitPath(path)) {
    if (tree === undefined) return undefined
    const wanted = name.toLowerCase()
    const nodes: TreeNode[] = await snapshot.reader.readTree(tree)
    node =
      nodes.find((each) => each.name === name) ?? nodes.find((each) => each.name.toLowerCase() === wanted)
    if (node === undefined) return undefined
    tree = node.subtree
  }
  return node
}

/** Raises HF_PATH_UNKNOWN. */
export async function requireThere(snapshot: OpenedSnapshot, path: string): Promise<void> {
  if (splitPath(path).length > 0 && (await nodeAt(snapshot, path)) === undefined)
    throw browseErrors.HF_PATH_UNKNOWN()
}

/** Raises HF_PATH_UNKNOWN, HF_NOT_A_FILE. */
export async function fileAt(snapshot: OpenedSnapshot, path: string): Promise<TreeNode> {
  const node = await nodeAt(snapshot, path)
  if (node === undefined)
    throw splitPath(path).length === 0 ? browseErrors.HF_NOT_A_FILE() : browseErrors.HF_PATH_UNKNOWN()
  if (node.type !== 'file') throw browseErrors.HF_NOT_A_FILE()
  return node
}

/** What is in a folder. Raises HF_PATH_UNKNOWN, HF_NOT_A_FOLDER. */
export async function folderAt(snapshot: OpenedSnapshot, path: string): Promise<TreeNode[]> {
  if (splitPath(path).length === 0) return await snapshot.reader.readTree(snapshot.filesTree)
  const node = await nodeAt(snapshot, path)
  if (node === undefined) throw browseErrors.HF_PATH_UNKNOWN()
  if (node.subtree === undefined) throw browseErrors.HF_NOT_A_FOLDER()
  return await snapshot.reader.readTree(node.subtree)
}
