import { createHash } from 'node:crypto'
import type { Id } from '@holdfast/repository'
import type { OpenedSnapshot } from '../snapshot/opened-snapshot.ts'
import { nodeName } from '../trees/node-name.ts'

/** What the item table knows beyond the tree: the true names of cut ones, and the QuickXorHash of each content. */
export class SnapshotFacts {
  readonly #trueNames = new Map<string, string>()
  readonly #hashes = new Map<string, string>()

  static async load(snapshot: OpenedSnapshot): Promise<SnapshotFacts> {
    const facts = new SnapshotFacts()
    for await (const item of snapshot.items()) {
      const shown = nodeName(item.name, item.id)
      if (shown !== item.name) facts.#trueNames.set(shown, item.name)
      if (item.stored) facts.#hashes.set(contentKey(item.stored.blobs), item.stored.hash)
    }
    return facts
  }

  /** The name in the drive of an entry that the tree shows under `shown`. */
  trueName(shown: string): string {
    return this.#trueNames.get(shown) ?? shown
  }

  /** The QuickXorHash of a content, base64, when the table knows it. */
  hashOf(blobs: readonly Id[]): string | undefined {
    return this.#hashes.get(contentKey(blobs))
  }
}

function contentKey(blobs: readonly Id[]): string {
  if (blobs.length <= 1) return blobs[0] ?? ''
  return createHash('sha256').update(blobs.join('')).digest('base64')
}
