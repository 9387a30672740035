import type { Clock } from '@holdfast/base'

/** Something that the server does again and again. */
export interface Duty {
  readonly name: string
  /** Milliseconds from the end of one time to the beginning of the next. */
  readonly every: number
  /** What it raises is told to `onError`; it is done again when its time comes, or within a second where it gives SOON. */
  run(signal: AbortSignal): Promise<unknown>
}

/** What a duty gives that has more to do than it could do at once. */
export const SOON = Symbol('soon')

const SOON_MS = 1_000

export interface SchedulerOptions {
  readonly clock: Clock
  readonly onError: (duty: string, error: unknown) => void
}

/**
 * Does each duty in its rhythm, the first time at once, until it is disposed of. A duty waits for itself alone: one that
 * takes long, or fails, holds up no other. Several servers may run the same duties: each sees to that itself.
 */
export class Scheduler implements AsyncDisposable {
  readonly #options: SchedulerOptions
  readonly #stopping = new AbortController()
  readonly #wakes = new Map<string, AbortController>()
  readonly #loops: Promise<void>[]

  private constructor(duties: readonly Duty[], options: SchedulerOptions) {
    this.#options = options
    this.#loops = duties.map((duty) => this.#repeat(duty))
  }

  static start(duties: readonly Duty[], options: SchedulerOptions): Scheduler {
    return new Scheduler(duties, options)
  }

  /** Does a duty again as soon as it can: something happened that it waits for. */
  wake(name: string): void {
    this.#wakes.get(name)?.abort()
  }

  /** Begins nothing more, and waits for what is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#loops)
  }

  async #repeat({ name, every, run }: Duty): Promise<void> {
    const { clock, onError } = this.#options
    const { signal } = this.#stopping
    while (!signal.aborted) {
      // Made before it is done: who wakes it meanwhile has it done once more.
      const wake = new AbortController()
      this.#wakes.set(name, wake)
      let wait = every
      try {
        if ((await run(signal)) === SOON) wait = Math.min(every, SOON_MS)
      } catch (error) {
        if (!signal.aborted) onError(name, error)
      }
      await clock.sleep(wait, AbortSignal.any([signal, wake.signal])).catch(() => {})
    }
  }
}
