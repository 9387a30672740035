import { HoldfastError, hasCode } from '@holdfast/base'
import type { Checkpointer } from '../checkpoint/checkpointer.ts'
import { engineErrors } from '../errors.ts'
import type { Item } from '../items/item.ts'
import type { ItemTable } from '../items/item-table.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { classOf, endsRun, type FailureClass, isWorthAnotherTry } from './failure-class.ts'
import type { FailureLedger } from './failure-ledger.ts'
import { type FetchContext, fetchContent } from './fetch-content.ts'
import { FileFailure } from './file-failure.ts'

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
  /** Takes what is marked as malware, if that is wanted. */
  readonly quarantine: Quarantine
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
  /** Files whose content looks encrypted. */
  readonly encrypted: number
}

/** Files in a row that fail in a way which tells nothing about the single file: no accident any more. */
const MAX_STRANGE_FAILURES = 20

/**
 * Fetches files side by side. One that fails goes to the ledger and never stops the others; what looks like a passing
 * fault is tried once more after all others. What concerns the whole run (the vault cannot be written, the sign-in is
 * refused, a cancel) stops them all. Raises HF_TOO_MANY_UNKNOWN_FAILURES when file after file fails for no known reason.
 */
export async function fetchFiles(
  ids: readonly string[],
  options: FetchFilesOptions,
): Promise<FetchFilesResult> {
  return await new FileFetcher(options).fetch(ids)
}

class FileFetcher {
  readonly #options: FetchFilesOptions
  readonly #stop = new AbortController()
  readonly #context: FetchContext
  readonly #total = { files: 0, bytes: 0, failed: 0, encrypted: 0 }
  /** What failed by a passing fault: is tried a last time at the end. */
  readonly #again = new Set<string>()
  #strange = 0

  constructor(options: FetchFilesOptions) {
    this.#options = options
    const signal = AbortSignal.any([options.signal, this.#stop.signal])
    // The URLs of a listing are of one age: after the first that has expired, the others are not even tried.
    this.#context = { ...options, signal, onExpiredUrl: () => options.urls.clear() }
  }

  async fetch(ids: readonly string[]): Promise<FetchFilesResult> {
    await this.#pass(ids)
    await this.#pass([...this.#again])
    return this.#total
  }

  async #pass(ids: readonly string[]): Promise<void> {
    const queue = ids.values()
    const lanes = Array.from({ length: Math.min(this.#options.concurrency, ids.length) }, async () => {
      try {
        await this.#lane(queue)
      } catch (error) {
        this.#stop.abort(error)
        throw error
      }
    })
    await Promise.allSettled(lanes)
    // A cancel first, then the error that stopped the other lanes.
    this.#options.signal.throwIfAborted()
    this.#stop.signal.throwIfAborted()
  }

  async #lane(queue: Iterable<string>): Promise<void> {
    for (const id of queue) {
      this.#context.signal.throwIfAborted()
      const item = this.#options.table.get(id)
      if (item) await this.#fetchOne(item)
    }
  }

  async #fetchOne(item: Item): Promise<void> {
    const { table, ledger, quarantine, urls, checkpointer, onFile } = this.#options
    const url = urls.get(item.id)
    urls.delete(item.id)
    try {
      // The listing says so already: asking for it only costs a refused request.
      if (item.malware) throw new FileFailure(engineErrors.HF_MALWARE_LISTED())
      const fetched = await fetchContent(item, url, this.#context)
      table.put(fetched.item)
      ledger.clear(item.id)
      quarantine.delete(item.id)
      if (fetched.item.stored) checkpointer?.finished(item.id, fetched.item.stored)
      this.#total.files++
      this.#total.bytes += fetched.bytes
      if (fetched.looksEncrypted) this.#total.encrypted++
      this.#strange = 0
      onFile?.(item, false)
    } catch (error) {
      if (!(error instanceof FileFailure)) throw error
      if (this.#context.signal.aborted || endsRun(error.cause)) throw error.cause
      await this.#failed(item, error.cause)
    }
  }

  async #failed(item: Item, error: unknown): Promise<void> {
    const { ledger, checkpointer, onFile } = this.#options
    const tried = this.#again.has(item.id)
    const kind = classOf(error, item, tried || ledger.knows(item.id, item.etag))
    const told =
      (kind === 'malware' && (await this.#putInQuarantine(item))) ||
      (error instanceof HoldfastError ? error : engineErrors.HF_FILE_FAILED({ reason: reasonOf(error) }))
    this.#countStrange(kind, told)
    checkpointer?.dropped(item.id)
    if (!tried && isWorthAnotherTry(error, kind)) {
      this.#again.add(item.id)
      return
    }
    ledger.record(item, kind, told)
    this.#total.failed++
    onFile?.(item, true)
  }

  /** Gets the content of a file that is marked as malware, where that is wanted. Gives what went wrong, if anything did. */
  async #putInQuarantine(item: Item): Promise<HoldfastError | undefined> {
    const { quarantine, table } = this.#options
    if (!quarantine.wanted || quarantine.has(item)) return undefined
    // A checkpoint must not take this content for the file's.
    const { takePartial, onAdvanced, ...context } = this.#context
    try {
      const fetched = await fetchContent(item, undefined, { ...context, infected: true })
      this.#total.bytes += fetched.bytes
      quarantine.put(fetched.item, table.pathOf(item.id)?.join('/') ?? item.name)
      return undefined
    } catch (error) {
      if (!(error instanceof FileFailure)) throw error
      if (this.#context.signal.aborted || endsRun(error.cause)) throw error.cause
      return engineErrors.HF_QUARANTINE_REFUSED({ reason: reasonOf(error.cause) }, { cause: error.cause })
    }
  }

  /** A permission that was withdrawn refuses every file, too: by itself such a refusal may be one file's. */
  #countStrange(kind: FailureClass, error: HoldfastError): void {
    this.#strange = kind === 'unknown' || hasCode(error, 'HF_ACCESS_DENIED') ? this.#strange + 1 : 0
    if (this.#strange < MAX_STRANGE_FAILURES) return
    throw engineErrors.HF_TOO_MANY_UNKNOWN_FAILURES(
      { count: this.#strange, last: error.message },
      { cause: error },
    )
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
