import { open } from 'node:fs/promises'
import { idOf, type TreeNode } from '@holdfast/repository'
import type { SnapshotReader } from '../snapshot/opened-snapshot.ts'

/**
 * Whether a local file holds exactly the content of a node. Compares by the ids of the node's blobs, so nothing is read
 * from the repository.
 */
export async function isLocalFileIdentical(
  path: string,
  size: number,
  node: TreeNode,
  reader: SnapshotReader,
): Promise<boolean> {
  if (size !== (node.size ?? 0)) return false
  const file = await open(path, 'r')
  try {
    for (const id of node.content ?? []) {
      const length = reader.blobSize('data', id)
      if (length === undefined) return false
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length)
      if (bytesRead !== length || idOf(buffer) !== id) return false
    }
    return true
  } finally {
    await file.close()
  }
}
