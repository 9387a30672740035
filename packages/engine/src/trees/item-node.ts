import { canonicalTime, type Id, type TreeNode, windowsCreationTime } from '@holdfast/repository'
import type { Item } from '../items/item.ts'
import { contentOutdated } from '../items/item-changed.ts'
import { nodeName } from './node-name.ts'

/** Go's os.FileMode: permission bits, and 2^31 for a directory. */
const FILE_MODE = 0o644
const DIRECTORY_MODE = 2 ** 31 + 0o755

/**
 * The node of a file, or undefined while the vault holds nothing of it. When the newest content could not be fetched,
 * the node shows the last good one, with that one's time.
 */
export function fileNode(item: Item): TreeNode | undefined {
  const stored = item.stored
  if (!stored) return undefined
  return {
    name: nodeName(item.name, item.id),
    type: 'file',
    mode: FILE_MODE,
    ...times(item.created, contentOutdated(item) ? stored.modified : item.modified),
    size: stored.size,
    links: 1,
    content: [...stored.blobs],
  }
}

export function directoryNode(item: Item, name: string, subtree: Id): TreeNode {
  return { name, type: 'dir', mode: DIRECTORY_MODE, ...times(item.created, item.modified), subtree }
}

/** Access and change time follow the modification time: anything else would make new trees for nothing. */
function times(
  created: string,
  modified: string,
): Pick<TreeNode, 'mtime' | 'atime' | 'ctime' | 'genericAttributes'> {
  const mtime = canonicalTime(modified)
  return { mtime, atime: mtime, ctime: mtime, genericAttributes: windowsCreationTime(Date.parse(created)) }
}
