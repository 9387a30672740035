/**
 * Counts out permits, in the order in which they were asked for. The bound of every queue: bytes in memory,
 * requests under way, packs being uploaded.
 */
export class Semaphore {
  readonly #capacity: number
  #free: number
  readonly #waiting: { amount: number; grant: () => void }[] = []

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#free = capacity
  }

  get inUse(): number {
    return this.#capacity - this.#free
  }

  /**
   * Waits until `amount` permits are free and takes them; more than the capacity counts as all of it.
   * The returned function gives them back (calling it again does nothing).
   */
  async acquire(amount = 1, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    const wanted = Math.min(amount, this.#capacity)
    if (this.#waiting.length > 0 || wanted > this.#free) await this.#wait(wanted, signal)
    else this.#free -= wanted
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#free += wanted
      this.#wake()
    }
  }

  /** Runs `task` with `amount` permits. */
  async run<T>(task: () => Promise<T>, amount = 1, signal?: AbortSignal): Promise<T> {
    const release = await this.acquire(amount, signal)
    try {
      return await task()
    } finally {
      release()
    }
  }

  #wait(amount: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const at = this.#waiting.indexOf(waiter)
        if (at >= 0) this.#waiting.splice(at, 1)
        reject(signal?.reason)
        this.#wake()
      }
      const waiter = {
        amount,
        grant: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      this.#waiting.push(waiter)
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  #wake(): void {
    for (let next = this.#waiting[0]; next && next.amount <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#free -= next.amount
      next.grant()
    }
  }
}
