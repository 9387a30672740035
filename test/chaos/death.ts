import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import type { EventFamily } from './job-messages.ts'

/** Counts the moments at which a process can be killed, and kills it at the chosen one. */
export class Death {
  readonly #at: number | undefined
  readonly #family: EventFamily
  #events = 0

  /** @param family only such moments count */
  constructor(at: number | undefined, family: EventFamily) {
    this.#at = at
    this.#family = family
  }

  get events(): number {
    return this.#events
  }

  /** A moment; `last` runs when it is the chosen one, to leave behind what a kill would leave. */
  moment(name: string, last?: () => void): void {
    if (name.startsWith('graph') !== (this.#family === 'graph')) return
    this.#events++
    if (this.#events !== this.#at) return
    last?.()
    // Straight to the pipe: nothing asynchronous happens any more.
    writeSync(3, `${JSON.stringify({ kind: 'dying', at: name })}\n`)
    process.kill(process.pid, 'SIGKILL')
  }

  /** Makes every answer of Microsoft Graph (its head, each piece of its body, its end) such a moment. */
  watchGraph(): void {
    subscribe('undici:request:headers', () => this.moment('graph: head of an answer'))
    subscribe('undici:request:bodyChunkReceived', () => this.moment('graph: piece of an answer'))
    subscribe('undici:request:trailers', () => this.moment('graph: end of an answer'))
    subscribe('undici:request:bodySent', () => this.moment('graph: request sent'))
  }
}
