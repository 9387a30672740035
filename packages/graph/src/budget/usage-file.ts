import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '@holdfast/base'
import type { RequestBudget, UsedByHour } from './request-budget.ts'

const HOUR = 3_600_000
const HOURS_KEPT = 24
const SAVE_EVERY = 30_000

/** `{"<tenant>/<application>": {"<hour since 1970>": units}}` */
type Usage = Record<string, Record<string, number>>

/**
 * What was asked of Microsoft in the last day, in a file, so that the day's limit holds over several processes and starts.
 * Each process adds what it took itself: two that save at the same moment may lose one addition of half a minute, never more.
 * A damaged file counts as an empty one.
 */
export class UsageFile {
  readonly path: string
  readonly #key: string
  readonly #clock: Clock

  constructor(path: string, options: { tenantId: string; clientId: string; clock: Clock }) {
    this.path = path
    this.#key = `${options.tenantId}/${options.clientId}`
    this.#clock = options.clock
  }

  async read(): Promise<UsedByHour> {
    const usage = await this.#load()
    return new Map(Object.entries(usage[this.#key] ?? {}).map(([hour, units]) => [Number(hour), units]))
  }

  /** Adds what the budget gave out since the last time. */
  async add(budget: RequestBudget): Promise<void> {
    const taken = budget.drainTaken()
    if (taken.size === 0) return
    const usage = await this.#load()
    const oldest = Math.floor(this.#clock.now() / HOUR) - HOURS_KEPT
    const hours = { ...usage[this.#key] }
    for (const [hour, units] of taken) hours[hour] = (hours[hour] ?? 0) + units
    const kept = Object.fromEntries(Object.entries(hours).filter(([hour]) => Number(hour) >= oldest))
    await this.#save({ ...usage, [this.#key]: kept })
  }

  /** Adds every half minute until it is disposed of, and then once more. */
  follow(budget: RequestBudget): AsyncDisposable {
    const ended = new AbortController()
    const following = (async () => {
      while (!ended.signal.aborted) {
        await this.#clock.sleep(SAVE_EVERY, ended.signal).catch(() => {})
        // A file that cannot be written must not stop a backup: the minute's limit and the gate still hold.
        await this.add(budget).catch(() => {})
      }
    })()
    return {
      [Symbol.asyncDispose]: async () => {
        ended.abort()
        await following
      },
    }
  }

  async #load(): Promise<Usage> {
    try {
      const usage: unknown = JSON.parse(await readFile(this.path, 'utf8'))
      return isUsage(usage) ? usage : {}
    } catch {
      return {}
    }
  }

  async #save(usage: Usage): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}`
    await mkdir(dirname(this.path), { recursive: true })
    try {
      await writeFile(temporary, `${JSON.stringify(usage)}\n`, { mode: 0o600 })
      await rename(temporary, this.path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }
}

function isUsage(value: unknown): value is Usage {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(
      (hours: unknown) =>
        typeof hours === 'object' &&
        hours !== null &&
        Object.values(hours).every((units) => typeof units === 'number' && units >= 0),
    )
  )
}
