import type { Clock } from '@holdfast/base'
import { type FailureClass, readFailureClass } from './failure-class.ts'

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
const DAY = 24 * HOUR

/** Waits between two runs that try, milliseconds: the first one, doubled with each further try up to the last one. */
const WAITS: Readonly<Record<FailureClass, readonly [first: number, last: number]>> = {
  gone: [HOUR, 7 * DAY],
  locked: [HOUR / 4, DAY],
  malware: [DAY, 7 * DAY],
  'rights-protected': [DAY, 28 * DAY],
  'onenote-too-large': [DAY, 7 * DAY],
  policy: [DAY, 7 * DAY],
  transient: [HOUR / 4, DAY],
  unknown: [HOUR, 7 * DAY],
}

/** Milliseconds from the n-th try to the next one. The next run may be what a passing fault needs: it tries at once. */
function waitAfter(attempts: number, kind: FailureClass): number {
  const [first, last] = WAITS[kind]
  const doublings = kind === 'transient' ? attempts - 2 : attempts - 1
  return doublings < 0 ? 0 : Math.min(first * 2 ** Math.min(doublings, 20), last)
}

/** A line of `failures.jsonl`, of an earlier version too. Raises a SyntaxError. */
export function decodeFailure(line: string): Failure {
  const failure = JSON.parse(line) as Failure
  return { ...failure, class: readFailureClass(failure.class) }
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

  /** Whether a file of this state failed before. */
  knows(id: string, etag: string | undefined): boolean {
    const entry = this.#entries.get(id)
    return entry !== undefined && entry.etag === etag
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

  /** Notes that a run could not fetch a file of this state. */
  record(
    { id, etag }: { readonly id: string; readonly etag?: string },
    kind: FailureClass,
    { code, message }: Pick<Failure, 'code' | 'message'>,
  ): Failure {
    const before = this.#entries.get(id)
    const same = before?.etag === etag ? before : undefined
    const attempts = (same?.attempts ?? 0) + 1
    const now = this.#clock.now()
    const entry: Failure = {
      id,
      class: kind,
      code,
      message,
      attempts,
      since: same?.since ?? new Date(now).toISOString(),
      nextTry: new Date(now + waitAfter(attempts, kind)).toISOString(),
      ...(etag !== undefined && { etag }),
    }
    this.#entries.set(id, entry)
    this.#changed = true
    return entry
  }

  clear(id: string): void {
    if (this.#entries.delete(id)) this.#changed = true
  }

  /** Makes the entries due for which `when` says so: something is to be tried with them that was not before. */
  hurry(when: (failure: Failure) => boolean): void {
    const nextTry = new Date(this.#clock.now()).toISOString()
    for (const [id, entry] of this.#entries) if (when(entry)) this.#entries.set(id, { ...entry, nextTry })
  }

  /** Keeps only the entries for which `keep` says so. */
  retain(keep: (id: string) => boolean): void {
    for (const id of [...this.#entries.keys()]) if (!keep(id)) this.clear(id)
  }
}
