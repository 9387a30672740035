import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { watchFiles } from './file-moments.ts'
import type { ChaosJob } from './job-messages.ts'

/** Before most calls the disk is as it was after the one before them. Times and rights are no content. */
const REPEATS = /^(?!make (?!folder)|remove ).*: before$|^(?:chmod|utimes) /

/** Counts the moments at which this process can be killed, and kills it at the chosen one. */
export class Death {
  readonly #at: ChaosJob['dieAt']
  readonly #seen = new Map<string, number>()

  constructor(at: ChaosJob['dieAt']) {
    this.#at = at
  }

  /** How often each moment came. */
  get seen(): Record<string, number> {
    return Object.fromEntries(this.#seen)
  }

  /** Makes every change on the disk, and every answer of Microsoft Graph, such a moment. */
  watch(job: ChaosJob): void {
    watchFiles({ vault: job.vault, ...(job.folder !== undefined && { target: job.folder }) }, (moment) => {
      if (moment.changes && !REPEATS.test(moment.name)) this.#moment(moment.name, moment.leave)
    })
    subscribe('undici:request:bodySent', () => this.#moment('graph: request sent'))
    subscribe('undici:request:headers', () => this.#moment('graph: head of an answer'))
    subscribe('undici:request:bodyChunkReceived', () => this.#moment('graph: piece of an answer'))
    subscribe('undici:request:trailers', () => this.#moment('graph: end of an answer'))
  }

  /** `leave` runs when it is the chosen one, to leave behind what a kill would leave. */
  #moment(name: string, leave?: () => void): void {
    const times = (this.#seen.get(name) ?? 0) + 1
    this.#seen.set(name, times)
    if (name !== this.#at?.moment || times !== this.#at.occurrence) return
    leave?.()
    // Straight to the pipe: nothing asynchronous happens any more.
    writeSync(3, `${JSON.stringify({ kind: 'dying', at: name })}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
}
