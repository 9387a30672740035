import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { quickXorHash } from '@holdfast/base'
import { type OpenedSnapshot, selectEntries } from '@holdfast/engine'
import type { Drive, Item } from '@holdfast/graph-emulator'

/** Path -> `folder`, or length and hash of a file's content. */
export type Tree = ReadonlyMap<string, string>

/** Digests of contents that were read before: neither a drive's contents nor the blobs of a vault ever change. */
const ofContent = new WeakMap<object, string>()

export function treeOfDrive(drive: Drive): Tree {
  const tree = new Map<string, string>()
  const describe = (folder: Item, prefix: string): void => {
    for (const item of folder.children?.values() ?? []) {
      const path = prefix + item.name
      tree.set(path, item.content ? digestOfContent(item.content, item.size) : 'folder')
      if (item.children) describe(item, `${path}/`)
    }
  }
  describe(drive.root, '')
  return tree
}

/** @param known digests by blob ids: a content is read once, from then on it is enough that its blobs are sound */
export async function treeOfSnapshot(snapshot: OpenedSnapshot, known: Map<string, string>): Promise<Tree> {
  const tree = new Map<string, string>()
  for await (const { path, node } of selectEntries(snapshot)) {
    const blobs = node.content?.join('') ?? ''
    let shown = node.type === 'file' ? known.get(blobs) : 'folder'
    if (shown === undefined) {
      shown = digest(Buffer.concat(await Array.fromAsync(snapshot.reader.readFile(node))))
      known.set(blobs, shown)
    }
    tree.set(path.join('/'), shown)
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

function digestOfContent(content: NonNullable<Item['content']>, size: number): string {
  const known = ofContent.get(content)
  if (known !== undefined) return known
  const bytes = content.read(0, size)
  // The drives here hold no generated contents, which come in pieces.
  if (!(bytes instanceof Uint8Array)) throw new Error('this content is not in memory')
  const made = digest(bytes)
  ofContent.set(content, made)
  return made
}

function digest(bytes: Uint8Array): string {
  return `${bytes.length} ${quickXorHash(bytes)}`
}
