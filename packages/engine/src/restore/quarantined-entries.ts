import { canonicalTime, type TreeNode } from '@holdfast/repository'
import type { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'
import { nodeName } from '../trees/node-name.ts'
import type { SelectedEntry } from './selection.ts'

/** The folder that receives files out of quarantine: whoever meets one of them there knows what it is. */
export const QUARANTINE_FOLDER = 'Quarantine (malware)'

/** The files in a snapshot's quarantine, each in a folder named by its id, as far as its place in the drive is wanted. */
export async function* quarantinedEntries(
  snapshot: OpenedSnapshot,
  isWanted: (path: readonly string[]) => boolean,
): AsyncGenerator<SelectedEntry> {
  let begun = false
  for await (const { id, path, size, modified, blobs } of snapshot.quarantined()) {
    const names = path.split('/')
    if (!isWanted(names)) continue
    const mtime = canonicalTime(modified)
    const times = { mtime, atime: mtime, ctime: mtime }
    const directory = (name: string): TreeNode => ({ name, type: 'dir', mode: 2 ** 31 + 0o700, ...times })
    if (!begun) yield { path: [QUARANTINE_FOLDER], node: directory(QUARANTINE_FOLDER) }
    begun = true
    const folder = nodeName(id, id)
    yield { path: [QUARANTINE_FOLDER, folder], node: directory(folder) }
    const name = nodeName(names.at(-1) ?? id, id)
    const node: TreeNode = {
      name,
      type: 'file',
      mode: 0o400,
      ...times,
      size,
      links: 1,
      content: [...blobs],
    }
    yield { path: [QUARANTINE_FOLDER, folder, name], node }
  }
}
