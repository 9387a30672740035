import type { Clock } from '@holdfast/base'
import { accessErrors } from './errors.ts'
import { networkOf } from './network.ts'

/** Networks that are remembered at most: with more of them, the oldest are forgotten first. */
const MOST_NETWORKS = 100_000

/** Holds the attempts from one network down, in memory: so many in any span of `perMs`. */
export class AttemptLimit {
  readonly #clock: Clock
  readonly #attempts: number
  readonly #perMs: number
  /** Times of the latest attempts, by network; the one that tried last is the last. */
  readonly #times = new Map<string, number[]>()

  constructor(clock: Clock, { attempts = 20, perMs = 60_000 }: { attempts?: number; perMs?: number } = {}) {
    this.#clock = clock
    this.#attempts = attempts
    this.#perMs = perMs
  }

  /**
   * Does what may fail for want of a secret. It counts while it is under way and when it failed: many people of one office
   * sign in from one network. Raises HF_TOO_MANY_ATTEMPTS, and what the work raises.
   */
  async attempt<T>(address: string, work: () => Promise<T>): Promise<T> {
    const network = networkOf(address)
    const time = this.#take(network)
    const result = await work()
    this.#giveBack(network, time)
    return result
  }

  #take(network: string): number {
    const now = this.#clock.now()
    const recent = (this.#times.get(network) ?? []).filter((time) => time > now - this.#perMs)
    const first = recent[0]
    if (first !== undefined && recent.length >= this.#attempts) {
      throw accessErrors.HF_TOO_MANY_ATTEMPTS({ seconds: Math.ceil((first + this.#perMs - now) / 1_000) })
    }
    this.#times.delete(network)
    this.#times.set(network, [...recent, now])
    this.#forget(now)
    return now
  }

  #giveBack(network: string, time: number): void {
    const times = this.#times.get(network) ?? []
    const index = times.indexOf(time)
    if (index >= 0) times.splice(index, 1)
  }

  #forget(now: number): void {
    for (const [network, times] of this.#times) {
      const isOver = (times.at(-1) ?? 0) <= now - this.#perMs
      if (!isOver && this.#times.size <= MOST_NETWORKS) return
      this.#times.delete(network)
    }
  }
}
