import { type Clock, HoldfastError } from '@holdfast/base'

/** Why a file could not be fetched, as far as it tells when to try again. */
export type FailureClass =
  | 'gone'
  | 'locked'
  | 'malware'
  /** Microsoft refuses the download: rights management, a policy, a blocked type. */
  | 'refused'
  | 'mismatch'
  | 'transient'

/** One line of `failures.jsonl`: a file whose present content is not in the snapshot, and when it is tried again. */
export interface Failure {
  readonly id: string
  readonly class: FailureClass
  readonly code: string
  readonly message: string
  /** Runs that tried. */
  readonly attempts: number
  readonly since: string
  readonly nextTry: string
  /** The state of the file that failed; another state is tried at once. */
  readonly etag?: string
}

const HOUR = 3_600_000

/** First wait by class, milliseconds; doubled with each attempt, at most a week. */
const FIRST_WAIT: Readonly<Record<FailureClass, number>> = {
  gone: HOUR,
  locked: HOUR / 4,
  malware: 24 * HOUR,
  refused: 24 * HOUR,
  mismatch: HOUR / 4,
  transient: 0,
}

const MAX_WAIT = 7 * 24 * HOUR

const CLASS_BY_CODE: Readonly<Record<string, FailureClass>> = {
  HF_ITEM_GONE: 'gone',
  HF_ITEM_LOCKED: 'locked',
  HF_MALWARE: 'malware',
  HF_MALWARE_LISTED: 'malware',
  HF_DOWNLOAD_REFUSED: 'refused',
  HF_ACCESS_DENIED: 'refused',
  HF_CONTENT_MISMATCH: 'mismatch',
  HF_THROTTLED: 'transient',
  HF_GRAPH_UNAVAILABLE: 'transient',
  HF_GRAPH_UNREACHABLE: 'transient',
  HF_DOWNLOAD_INCOMPLETE: 'transient',
}

/** Whether an error concerns one file only. Everything else (the vault, the sign-in, a cancel, a fault of ours) ends the run. */
export function isFileFailure(error: unknown): error is HoldfastError {
  return error instanceof HoldfastError && error.code in CLASS_BY_CODE
}

/** The files that failed, by id. A file leaves the ledger when it is fetched, deleted or excluded. */
export class FailureLedger {
  readonly #entries = new Map<string, Failure>()
  readonly #clock: Clock
  #changed = false

  constructor(clock: Clock, entries: Iterable<Failure> = []) {
    this.#clock = clock
    for (const entry of entries) this.#entries.set(entry.id, entry)
  }

  get size(): number {
    return this.#entries.size
  }

  /** Whether anything differs from what was loaded. */
  get changed(): boolean {
    return this.#changed
  }

  get(id: string): Failure | undefined {
    return this.#entries.get(id)
  }

  /** In order of id, as they are stored. */
  list(): Failure[] {
    return [...this.#entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Whether a file of this state should be left alone for now. */
  isWaiting(id: string, etag: string | undefined): boolean {
    const entry = this.#entries.get(id)
    return entry !== undefined && entry.etag === etag && Date.parse(entry.nextTry) > this.#clock.now()
  }

  get hasDue(): boolean {
    for (const entry of this.#entries.values())
      if (Date.parse(entry.nextTry) <= this.#clock.now()) return true
    return false
  }

  record(id: string, etag: string | undefined, code: string, message: string): Failure {
    const before = this.#entries.get(id)
    const same = before?.etag === etag ? before : undefined
    const kind = CLASS_BY_CODE[code] ?? 'transient'
    const attempts = (same?.attempts ?? 0) + 1
    const wait = Math.min(FIRST_WAIT[kind] * 2 ** Math.min(attempts - 1, 20), MAX_WAIT)
    const now = this.#clock.now()
    const entry: Failure = {
      id,
      class: kind,
      code,
      message,
      attempts,
      since: same?.since ?? new Date(now).toISOString(),
      nextTry: new Date(now + wait).toISOString(),
      ...(etag !== undefined && { etag }),
    }
    this.#entries.set(id, entry)
    this.#changed = true
    return entry
  }

  clear(id: string): void {
    if (this.#entries.delete(id)) this.#changed = true
  }

  /** Keeps only the entries for which `keep` says so. */
  retain(keep: (id: string) => boolean): void {
    for (const id of [...this.#entries.keys()]) if (!keep(id)) this.clear(id)
  }
}
