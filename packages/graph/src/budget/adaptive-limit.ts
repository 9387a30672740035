import type { Purpose } from './request-kinds.ts'

export interface AdaptiveLimitOptions {
  /** Calls in flight at the beginning (default 8). */
  readonly start?: number
  /** Never fewer (default 1), never more (default 64: the connections of a client). */
  readonly least?: number
  readonly most?: number
}

/** How a call ended: `fine` asks for more of them, `strained` (429, 503, another 5xx) for fewer, `unclear` for neither. */
export type CallOutcome = 'fine' | 'strained' | 'unclear'

/** Ends a call; ending it again does nothing. */
export type EndCall = (outcome: CallOutcome) => void

/** Of what was allowed, so much is left after a strained answer. */
const SHRINK = 0.5

/**
 * How many calls of a tenant may be in flight at the same time. Grows by one for each round of good answers, as long as
 * there is a queue for it; halves when Microsoft is strained, once for all calls that were under way by then.
 */
export class AdaptiveLimit {
  readonly #least: number
  readonly #most: number
  #limit: number
  #inFlight = 0
  /** Calls begun so far; those up to `#heard` were under way at the last halving. */
  #begun = 0
  #heard = 0
  readonly #waiting: Record<Purpose, (() => void)[]> = { restore: [], backup: [] }

  constructor({ start = 8, least = 1, most = 64 }: AdaptiveLimitOptions = {}) {
    this.#least = least
    this.#most = most
    this.#limit = Math.min(most, Math.max(least, start))
  }

  /** Calls that may be in flight now. */
  get limit(): number {
    return Math.floor(this.#limit)
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Waits until a call may be sent; restores go first. */
  async begin(purpose: Purpose = 'backup', signal?: AbortSignal): Promise<EndCall> {
    signal?.throwIfAborted()
    if (this.#inFlight >= this.limit) await this.#wait(purpose, signal)
    else this.#inFlight++
    const number = ++this.#begun
    // Only a limit that is in the way is worth raising.
    const full = this.#inFlight >= this.limit
    let ended = false
    return (outcome) => {
      if (ended) return
      ended = true
      this.#inFlight--
      if (outcome === 'strained') this.#shrink(number)
      else if (outcome === 'fine' && full) this.#grow(number)
      this.#wake()
    }
  }

  #grow(number: number): void {
    if (number > this.#heard) this.#limit = Math.min(this.#most, this.#limit + 1 / this.limit)
  }

  #shrink(number: number): void {
    if (number <= this.#heard) return
    this.#heard = this.#begun
    this.#limit = Math.max(this.#least, Math.floor(this.#limit * SHRINK))
  }

  #wait(purpose: Purpose, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting[purpose]
      const leave = (): void => {
        queue.splice(queue.indexOf(waiter), 1)
        reject(signal?.reason)
      }
      const waiter = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      queue.push(waiter)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  #wake(): void {
    while (this.#inFlight < this.limit) {
      const next = this.#waiting.restore.shift() ?? this.#waiting.backup.shift()
      if (!next) return
      this.#inFlight++
      next()
    }
  }
}
