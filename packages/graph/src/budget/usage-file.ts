import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '@holdfast/base'
import type { RequestBudget } from './request-budget.ts'
import { noUsage, parseUsage, type Usage, type UsageByApplication } from './usage.ts'

const HOUR = 3_600_000
const HOURS_KEPT = 24
const SAVE_EVERY = 30_000
/** A save takes milliseconds: who still holds the lock after so many looks is gone. */
const LOCK_LOOKS = 250
const LOCK_LOOK_EVERY = 20

export interface UsageFileOptions {
  readonly tenantId: string
  readonly clientId: string
  readonly clock: Clock
  /** Told, in a sentence, that what was in the file could not be read, or the count not be written. */
  readonly onWarning?: (sentence: string) => void
}

/**
 * What was asked of Microsoft in the last day, in a file, so that the day's limit and a pause hold over several processes
 * and starts. Each process adds what it took itself, and learns of the others' part when it does. A damaged file counts
 * as an empty one.
 */
export class UsageFile {
  readonly path: string
  readonly #key: string
  readonly #clock: Clock
  readonly #warn: (sentence: string) => void
  /** What the budget knows of by hour: the difference to the file is what others took. */
  readonly #known = new Map<number, number>()
  #warned = false

  constructor(path: string, options: UsageFileOptions) {
    this.path = path
    this.#key = `${options.tenantId}/${options.clientId}`
    this.#clock = options.clock
    this.#warn = options.onWarning ?? (() => {})
  }

  /** What all processes together have used so far. */
  async read(): Promise<Usage> {
    return (await this.#load())[this.#key] ?? noUsage
  }

  /** Tells a new budget what was used before. */
  async tell(budget: RequestBudget): Promise<void> {
    this.#learn(budget, await this.read())
  }

  /** Adds what the budget gave out since the last time, and tells the budget what others did meanwhile. */
  async add(budget: RequestBudget): Promise<void> {
    const taken = budget.drainTaken()
    try {
      await this.#locked(async () => {
        const all = await this.#load()
        const usage = all[this.#key] ?? noUsage
        this.#learn(budget, usage)
        const { pausedUntil } = budget.read()
        if (taken.size === 0 && pausedUntil <= usage.pausedUntil) return
        const oldest = Math.floor(this.#clock.now() / HOUR) - HOURS_KEPT
        const units = new Map([...usage.units].filter(([hour]) => hour >= oldest))
        for (const [hour, more] of taken) {
          units.set(hour, (units.get(hour) ?? 0) + more)
          this.#known.set(hour, (this.#known.get(hour) ?? 0) + more)
        }
        await this.#save({
          ...all,
          [this.#key]: { units, pausedUntil: Math.max(pausedUntil, usage.pausedUntil) },
        })
      })
    } catch (error) {
      budget.giveBackTaken(taken)
      throw error
    }
  }

  /** Adds every half minute until it is disposed of, and then once more. */
  follow(budget: RequestBudget): AsyncDisposable {
    const ended = new AbortController()
    const following = (async () => {
      while (!ended.signal.aborted) {
        await this.#clock.sleep(SAVE_EVERY, ended.signal).catch(() => {})
        // A file that cannot be written must not stop a backup: the minute's limit and the gate still hold.
        await this.add(budget).catch((error: unknown) => this.#warnOnce('cannot be written', error))
      }
    })()
    return {
      [Symbol.asyncDispose]: async () => {
        ended.abort()
        await following
      },
    }
  }

  #learn(budget: RequestBudget, usage: Usage): void {
    const others = new Map<number, number>()
    for (const [hour, units] of usage.units) {
      const more = units - (this.#known.get(hour) ?? 0)
      if (more > 0) others.set(hour, more)
      this.#known.set(hour, Math.max(units, this.#known.get(hour) ?? 0))
    }
    budget.recall({ units: others, pausedUntil: usage.pausedUntil })
  }

  async #load(): Promise<UsageByApplication> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (!isFileError(error, 'ENOENT')) this.#warnOnce('cannot be read', error)
      return {}
    }
    const usage = parseUsage(text)
    if (!usage) this.#warnOnce('is damaged; it counts as an empty one')
    return usage ?? {}
  }

  async #save(usage: UsageByApplication): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}`
    const text = JSON.stringify(usage, (_, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value) : value,
    )
    try {
      await writeFile(temporary, `${text}\n`, { mode: 0o600 })
      await rename(temporary, this.path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  /** One process at a time: of two that read, add and write at the same moment one would lose its part. */
  async #locked(work: () => Promise<void>): Promise<void> {
    const lock = `${this.path}.lock`
    await mkdir(dirname(this.path), { recursive: true })
    for (let look = 1; ; look++) {
      try {
        await writeFile(lock, '', { flag: 'wx', mode: 0o600 })
        break
      } catch (error) {
        if (!isFileError(error, 'EEXIST')) throw error
        if (look >= LOCK_LOOKS) await rm(lock, { force: true })
        else await this.#clock.sleep(LOCK_LOOK_EVERY)
      }
    }
    try {
      await work()
    } finally {
      await rm(lock, { force: true })
    }
  }

  #warnOnce(what: string, error?: unknown): void {
    if (this.#warned) return
    this.#warned = true
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    this.#warn(`The count of request units in ${this.path} ${what}${reason}.`)
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
