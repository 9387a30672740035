import type { Checkpointer } from '../checkpoint/checkpointer.ts'
import { engineErrors } from '../errors.ts'
import type { Item } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'
import { type FailureLedger, isFileFailure } from './failure-ledger.ts'
import { type FetchContext, fetchContent } from './fetch-content.ts'

/** What a run has to fetch. Ids only: a first backup has as many as the drive has files. */
export interface FilesToFetch {
  readonly ids: readonly string[]
  readonly bytes: number
}

/** The files whose content must be fetched: not excluded, not stored in this state, and not waiting after a failure. */
export function filesToFetch(table: ItemTable, ledger: FailureLedger): FilesToFetch {
  const ids: string[] = []
  let bytes = 0
  for (const id of table.outdated()) {
    // Only a file in the ledger needs more than a look at its size.
    if (ledger.get(id) && ledger.isWaiting(id, table.get(id)?.etag)) continue
    ids.push(id)
    bytes += table.sizeOf(id)
  }
  return { ids, bytes }
}

export interface FetchFilesOptions extends Omit<FetchContext, 'signal'> {
  readonly table: ItemTable
  readonly ledger: FailureLedger
  readonly urls: Map<string, string>
  readonly signal: AbortSignal
  /** Downloads under way at the same time. */
  readonly concurrency: number
  readonly onFile?: (item: Item, failed: boolean) => void
  /** Takes note of what is fetched, for a run after this one. */
  readonly checkpointer?: Pick<Checkpointer, 'finished' | 'dropped'>
}

export interface FetchFilesResult {
  readonly files: number
  /** Bytes received from Microsoft. */
  readonly bytes: number
  readonly failed: number
}

/**
 * Fetches files side by side. One that fails goes to the ledger and never stops the others; what concerns the whole run
 * (the vault cannot be written, the sign-in is refused, a cancel) stops them all.
 */
export async function fetchFiles(
  ids: readonly string[],
  options: FetchFilesOptions,
): Promise<FetchFilesResult> {
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  // The URLs of a listing are of one age: after the first that has expired, the others are not even tried.
  const context: FetchContext = { ...options, signal, onExpiredUrl: () => options.urls.clear() }
  const queue = ids.values()
  const total = { files: 0, bytes: 0, failed: 0 }

  const fetchOne = async (item: Item): Promise<void> => {
    const url = options.urls.get(item.id)
    options.urls.delete(item.id)
    try {
      // The listing says so already: asking for it only costs a refused request.
      if (item.malware) throw engineErrors.HF_MALWARE_LISTED()
      const fetched = await fetchContent(item, url, context)
      options.table.put(fetched.item)
      options.ledger.clear(item.id)
      if (fetched.item.stored) options.checkpointer?.finished(item.id, fetched.item.stored)
      total.files++
      total.bytes += fetched.bytes
      options.onFile?.(item, false)
    } catch (error) {
      if (signal.aborted || !isFileFailure(error)) throw error
      options.ledger.record(item.id, item.etag, error.code, error.message)
      options.checkpointer?.dropped(item.id)
      total.failed++
      options.onFile?.(item, true)
    }
  }
  const lane = async (): Promise<void> => {
    for (const id of queue) {
      signal.throwIfAborted()
      const item = options.table.get(id)
      if (item) await fetchOne(item)
    }
  }

  const lanes = Array.from({ length: Math.min(options.concurrency, ids.length) }, async () => {
    try {
      await lane()
    } catch (error) {
      stop.abort(error)
      throw error
    }
  })
  await Promise.allSettled(lanes)
  // A cancel first, then the error that stopped the other lanes.
  options.signal.throwIfAborted()
  stop.signal.throwIfAborted()
  return total
}
