import { HoldfastError } from '@holdfast/base'
import type { Id } from '../format/id.ts'
import type { Snapshot } from '../format/snapshot.ts'
import { nodeProblem, type TreeNode } from '../format/tree.ts'
import type { BlobIndex } from '../index/blob-index.ts'
import type { BlobReader } from '../reading/blob-reader.ts'
import type { Finding } from './finding.ts'

const NODE_TYPES = new Set(['file', 'dir', 'symlink', 'dev', 'chardev', 'fifo', 'socket'])
const DIRECTORY_BIT = 2 ** 31

/**
 * Walks every tree that a snapshot reaches, each once. Finds what restic's check does and what it does not: order and
 * double names, sizes that are not those of the content, names that no restore can make.
 */
export class TreeChecker {
  readonly findings: Finding[] = []
  readonly #reader: BlobReader
  readonly #index: BlobIndex
  readonly #seen = new Set<Id>()

  constructor(reader: BlobReader, index: BlobIndex) {
    this.#reader = reader
    this.#index = index
  }

  get trees(): number {
    return this.#seen.size
  }

  async snapshot(snapshot: Snapshot, signal?: AbortSignal): Promise<void> {
    const pending: { id: Id; path: string }[] = [{ id: snapshot.tree, path: `${snapshot.id.slice(0, 8)}:` }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      signal?.throwIfAborted()
      if (this.#seen.has(next.id)) continue
      this.#seen.add(next.id)
      for (const child of await this.#tree(next.id, next.path, signal)) pending.push(child)
    }
  }

  async #tree(id: Id, path: string, signal?: AbortSignal): Promise<{ id: Id; path: string }[]> {
    const nodes = await this.#read(id, path, signal)
    const children: { id: Id; path: string }[] = []
    let previous: string | undefined
    for (const node of nodes) {
      const at = `${path}/${node.name}`
      const problem = nodeProblem(node, previous)
      if (problem) this.#found('tree-invalid', `In ${path || '/'}: ${problem}.`, at)
      previous = node.name
      this.#node(node, at)
      if (node.type === 'dir' && node.subtree) children.push({ id: node.subtree, path: at })
    }
    return children
  }

  async #read(id: Id, path: string, signal?: AbortSignal): Promise<TreeNode[]> {
    try {
      return await this.#reader.readTree(id, { ...(signal && { signal }) })
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.retry === 'now') throw error
      this.#found('tree-damaged', `The directory ${path || '/'} cannot be read: ${error.message}`, id)
      return []
    }
  }

  #node(node: TreeNode, path: string): void {
    if (!NODE_TYPES.has(node.type))
      this.#found('tree-invalid', `${path} is of the unknown type ${node.type}.`, path)
    if (Number.isNaN(Date.parse(node.mtime))) this.#odd(`${path} has no readable modification time.`, path)
    if (node.type === 'dir' && node.mode < DIRECTORY_BIT)
      this.#odd(`${path} is a directory without a directory's mode.`, path)
    if (node.type !== 'file' || !node.content) return
    let size = 0
    for (const blob of node.content) {
      const length = this.#index.sizeOf('data', blob)
      if (length === undefined) {
        this.#found('blob-missing', `${path} needs the blob ${blob}, which no index names.`, blob)
        return
      }
      size += length
    }
    if (size !== (node.size ?? 0)) {
      this.#found(
        'size-mismatch',
        `${path} says it has ${node.size ?? 0} bytes; its content has ${size}.`,
        path,
      )
    }
  }

  #found(kind: Finding['kind'], message: string, subject: string): void {
    this.findings.push({ level: 'error', kind, message, subject })
  }

  #odd(message: string, subject: string): void {
    this.findings.push({ level: 'warning', kind: 'node-odd', message, subject })
  }
}
