import type { Random } from '@holdfast/base'
import type { ChaosJob, JobKind } from './job-messages.ts'

interface Seen {
  readonly kind: JobKind
  readonly name: string
  /** How often it came in one run, at most. */
  times: number
  kills: number
}

/** Of ten choices so many fall on a moment that had the fewest kills; the others on any one. */
const BY_TURNS = 0.7

/** The moments at which a process can be killed, as runs that came to their end tell them. */
export class Moments {
  readonly #random: Random
  readonly #seen = new Map<string, Seen>()

  constructor(random: Random) {
    this.#random = random
  }

  /** Takes note of what a run passed. */
  passed(kind: JobKind, moments: Readonly<Record<string, number>>): void {
    for (const [name, times] of Object.entries(moments)) {
      const seen = this.#of(kind, name)
      seen.times = Math.max(seen.times, times)
    }
  }

  killed(kind: JobKind, name: string): void {
    this.#of(kind, name).kills++
  }

  /** Where to kill the next run: all kinds of moments get their turn. Undefined when none is known yet. */
  choose(kind: JobKind): NonNullable<ChaosJob['dieAt']> | undefined {
    const all = [...this.#seen.values()].filter((seen) => seen.kind === kind && seen.times > 0)
    const fewest = Math.min(...all.map(({ kills }) => kills))
    const some = this.#random.fraction() < BY_TURNS ? all.filter(({ kills }) => kills === fewest) : all
    const chosen = some[Math.floor(this.#random.fraction() * some.length)]
    return (
      chosen && { moment: chosen.name, occurrence: 1 + Math.floor(this.#random.fraction() * chosen.times) }
    )
  }

  /** Moments that nobody was killed at. */
  spared(): readonly Seen[] {
    return [...this.#seen.values()].filter(({ times, kills }) => times > 0 && kills === 0)
  }

  #of(kind: JobKind, name: string): Seen {
    const key = `${kind} ${name}`
    const seen = this.#seen.get(key) ?? { kind, name, times: 0, kills: 0 }
    this.#seen.set(key, seen)
    return seen
  }
}
