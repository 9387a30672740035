import type { BlobIndex, BlobReader, Id, Snapshot } from '@holdfast/repository'

/** A file or directory that a snapshot shows and the vault no longer has. */
export interface Loss {
  readonly snapshot: Id
  readonly path: string
  readonly kind: 'file' | 'directory'
  /** The blobs that are missing. */
  readonly blobs: readonly Id[]
}

/** Walks snapshots, each directory once: what several of them share is reported for the first. */
export class LossFinder {
  readonly #reader: BlobReader
  readonly #index: BlobIndex
  readonly #seen = new Set<Id>()

  constructor(reader: BlobReader, index: BlobIndex) {
    this.#reader = reader
    this.#index = index
  }

  async in(snapshot: Snapshot, signal?: AbortSignal): Promise<Loss[]> {
    const losses: Loss[] = []
    const pending: { id: Id; path: string }[] = [{ id: snapshot.tree, path: '' }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      signal?.throwIfAborted()
      if (this.#seen.has(next.id)) continue
      this.#seen.add(next.id)
      if (!this.#index.has('tree', next.id)) {
        losses.push({ snapshot: snapshot.id, path: next.path || '/', kind: 'directory', blobs: [next.id] })
        continue
      }
      for (const node of await this.#reader.readTree(next.id, { ...(signal && { signal }) })) {
        const path = next.path === '' ? node.name : `${next.path}/${node.name}`
        if (node.subtree) pending.push({ id: node.subtree, path })
        const blobs = (node.content ?? []).filter((id) => !this.#index.has('data', id))
        if (blobs.length > 0) losses.push({ snapshot: snapshot.id, path, kind: 'file', blobs })
      }
    }
    return losses
  }
}
