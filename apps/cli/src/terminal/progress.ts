import type { Clock } from '@holdfast/base'
import type { OutputStream } from '../environment.ts'
import { type ProgressState, progressLine } from './progress-line.ts'
import { RateWindow } from './rate-window.ts'

/** `live`: one line, redrawn in place. `plain`: a line now and then, for logs. `silent`: nothing. */
export type ProgressMode = 'live' | 'plain' | 'silent'

const LIVE_INTERVAL_MS = 100
const PLAIN_INTERVAL_MS = 10_000

export interface Totals {
  readonly items?: number | undefined
  readonly bytes?: number | undefined
}

/**
 * Shows how far a command is. Reporting progress costs two additions: only a timer draws, ten times a second on a
 * terminal, every ten seconds into a log. Dispose of it (`using`) before the summary is printed.
 */
export class Progress implements Disposable {
  readonly #stream: OutputStream
  readonly #mode: ProgressMode
  readonly #clock: Clock
  readonly #end = new AbortController()
  #phase: string | undefined
  #noun = 'item'
  #began = 0
  #items = 0
  #bytes = 0
  #totals: Totals = {}
  #current: string | undefined
  #byteRate = new RateWindow()
  #itemRate = new RateWindow()
  /** What stands on the live line now; empty when it is clear. */
  #drawn = ''
  #ticking = false

  constructor(options: {
    readonly stream: OutputStream
    readonly mode: ProgressMode
    readonly clock: Clock
  }) {
    this.#stream = options.stream
    this.#mode = options.mode
    this.#clock = options.clock
  }

  /** Begins a phase: counts start at zero. `noun` names its items in the singular. */
  phase(name: string, options: Totals & { readonly noun?: string } = {}): void {
    this.#phase = name
    this.#noun = options.noun ?? 'item'
    this.#began = this.#clock.now()
    this.#items = 0
    this.#bytes = 0
    this.#totals = { items: options.items, bytes: options.bytes }
    this.#current = undefined
    this.#byteRate = new RateWindow()
    this.#itemRate = new RateWindow()
    this.#sample()
    if (this.#mode === 'silent' || this.#ticking || this.#end.signal.aborted) return
    this.#ticking = true
    // Rejects when progress ends, which is how it ends.
    this.#tick().catch(() => undefined)
  }

  /** Sets the totals of the phase, when they become known or change. */
  setTotals(totals: Totals): void {
    this.#totals = { ...this.#totals, ...totals }
  }

  /** Counts what was done since the last call. */
  add(items: number, bytes = 0): void {
    this.#items += items
    this.#bytes += bytes
  }

  /** Sets the counts of the phase, for sources that report running totals. */
  set(done: Totals): void {
    this.#items = done.items ?? this.#items
    this.#bytes = done.bytes ?? this.#bytes
  }

  /** Names what is being worked on; shown where there is room. */
  current(label: string | undefined): void {
    this.#current = label
  }

  /** Takes the live line away, writes something else by `write`, and lets the line come back. */
  interrupt(write: () => void): void {
    this.#clear()
    write()
  }

  /** Ends the display and clears the live line. */
  [Symbol.dispose](): void {
    this.#end.abort()
    this.#phase = undefined
    this.#clear()
  }

  async #tick(): Promise<void> {
    const interval = this.#mode === 'live' ? LIVE_INTERVAL_MS : PLAIN_INTERVAL_MS
    while (!this.#end.signal.aborted) {
      await this.#clock.sleep(interval, this.#end.signal)
      this.#sample()
      this.#draw()
    }
  }

  #sample(): void {
    const now = this.#clock.now()
    this.#byteRate.note(now, this.#bytes)
    this.#itemRate.note(now, this.#items)
  }

  #draw(): void {
    const state = this.#state()
    if (!state) return
    if (this.#mode === 'plain') {
      this.#stream.write(`${progressLine({ ...state, current: undefined })}\n`)
      return
    }
    // The last cell stays empty: many terminals wrap as soon as it is written.
    const line = progressLine(state, (this.#stream.columns ?? 80) - 1)
    if (line === this.#drawn) return
    this.#stream.write(`\r${line}\u001b[K`)
    this.#drawn = line
  }

  #state(): ProgressState | undefined {
    if (this.#phase === undefined) return undefined
    return {
      phase: this.#phase,
      noun: this.#noun,
      items: this.#items,
      totalItems: this.#totals.items,
      bytes: this.#bytes,
      totalBytes: this.#totals.bytes,
      elapsedMs: this.#clock.now() - this.#began,
      bytesPerSecond: this.#byteRate.perSecond,
      itemsPerSecond: this.#itemRate.perSecond,
      current: this.#current,
    }
  }

  #clear(): void {
    if (this.#drawn === '') return
    this.#stream.write('\r\u001b[K')
    this.#drawn = ''
  }
}
