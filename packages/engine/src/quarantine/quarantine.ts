import type { Id } from '@holdfast/repository'
import type { Failure } from '../backup/failure-ledger.ts'
import type { Item } from '../items/item.ts'

/**
 * One line of `quarantine.jsonl`: a file that Microsoft marks as malware. Its content lies under
 * `.holdfast/quarantine/`, named by the item's id, and never in `OneDrive/`.
 */
export interface QuarantinedFile {
  readonly id: string
  /** Where it was in the drive when it was taken. */
  readonly path: string
  readonly size: number
  /** QuickXorHash of the bytes received, base64. */
  readonly hash: string
  /** The state of the file that was taken. */
  readonly etag?: string
  /** The file's own modification time, RFC 3339. */
  readonly modified: string
  readonly blobs: readonly Id[]
}

/** Whether the content of a failed file is wanted: it is not there in this state, and was not refused before. */
export function lacksQuarantine(failure: Failure, quarantine: Quarantine): boolean {
  return failure.class === 'malware' && failure.code !== 'HF_QUARANTINE_REFUSED' && !quarantine.has(failure)
}

/** The content of files marked as malware, by item id. A file leaves it when it is clean, deleted or excluded. */
export class Quarantine {
  readonly #files: Map<string, QuarantinedFile>
  /** Whether this run asks for such content; what earlier runs took is kept in any case. */
  readonly wanted: boolean

  constructor(files: Iterable<QuarantinedFile> = [], wanted = false) {
    this.#files = new Map(Array.from(files, (file) => [file.id, file]))
    this.wanted = wanted
  }

  get size(): number {
    return this.#files.size
  }

  /** Whether the content of this state of the file is there. */
  has({ id, etag }: Pick<Item, 'id' | 'etag'>): boolean {
    const file = this.#files.get(id)
    return file !== undefined && file.etag === etag
  }

  /** Takes a file with its content; nothing without one. */
  put({ id, etag, modified, stored }: Item, path: string): void {
    if (!stored) return
    const { blobs, size, hash } = stored
    this.#files.set(id, { id, path, size, hash, ...(etag !== undefined && { etag }), modified, blobs })
  }

  delete(id: string): void {
    this.#files.delete(id)
  }

  /** Keeps only the files for which `keep` says so. */
  retain(keep: (id: string) => boolean): void {
    for (const id of [...this.#files.keys()]) if (!keep(id)) this.delete(id)
  }

  /** In order of id, as they are stored. */
  list(): QuarantinedFile[] {
    return [...this.#files.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
