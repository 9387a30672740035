import { canonicalTime, type Id, type TreeNode, type WrittenFile } from '@holdfast/repository'

/** The nodes of what is ours in a snapshot, beside the drive's files: readable for the owner of the vault only. */
export function metadataFile(name: string, { content, size }: WrittenFile, time: number | string): TreeNode {
  return { name, type: 'file', mode: 0o600, ...timesOf(time), size, links: 1, content }
}

export function metadataDirectory(name: string, subtree: Id, time: number | string): TreeNode {
  return { name, type: 'dir', mode: 2 ** 31 + 0o700, ...timesOf(time), subtree }
}

function timesOf(time: number | string): Pick<TreeNode, 'mtime' | 'atime' | 'ctime'> {
  const mtime = canonicalTime(time)
  return { mtime, atime: mtime, ctime: mtime }
}
