import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { quickXorHash } from '@holdfast/base'
import { type OpenedSnapshot, selectEntries } from '@holdfast/engine'
import type { Drive, Item } from '@holdfast/graph-emulator'

/** Path -> `folder`, or length and hash of a file's content. */
export type Tree = ReadonlyMap<string, string>

export function treeOfDrive(drive: Drive): Tree {
  const tree = new Map<string, string>()
  const describe = (folder: Item, prefix: string): void => {
    for (const item of folder.children?.values() ?? []) {
      const path = prefix + item.name
      // Contents in memory: the drives here hold no generated ones.
      const content = item.content?.read(0, item.size)
      tree.set(path, content instanceof Uint8Array ? digest(content) : 'folder')
      if (item.children) describe(item, `${path}/`)
    }
  }
  describe(drive.root, '')
  return tree
}

export async function treeOfSnapshot(snapshot: OpenedSnapshot): Promise<Tree> {
  const tree = new Map<string, string>()
  for await (const { path, node } of selectEntries(snapshot)) {
    const content = node.type === 'file' ? await Array.fromAsync(snapshot.reader.readFile(node)) : undefined
    tree.set(path.join('/'), content ? digest(Buffer.concat(content)) : 'folder')
  }
  return tree
}

export async function treeOfDirectory(directory: string): Promise<Tree> {
  const tree = new Map<string, string>()
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    tree.set(path.slice(directory.length + 1), entry.isFile() ? digest(await readFile(path)) : 'folder')
  }
  return tree
}

/** What differs, for people; empty when nothing does. */
export function differences(expected: Tree, found: Tree): string[] {
  const paths = new Set([...expected.keys(), ...found.keys()])
  return [...paths]
    .filter((path) => expected.get(path) !== found.get(path))
    .map(
      (path) => `${path}: ${expected.get(path) ?? 'nothing'} expected, ${found.get(path) ?? 'nothing'} found`,
    )
}

function digest(bytes: Uint8Array): string {
  return `${bytes.length} ${quickXorHash(bytes)}`
}
