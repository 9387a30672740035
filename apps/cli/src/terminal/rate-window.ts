interface Sample {
  readonly time: number
  readonly value: number
}

/** Speed over the last seconds: steady enough to read, quick enough to show a change. */
export class RateWindow {
  readonly #spanMs: number
  #samples: Sample[] = []

  constructor(spanMs = 15_000) {
    this.#spanMs = spanMs
  }

  /** Notes the running total at a time in milliseconds. */
  note(time: number, value: number): void {
    this.#samples.push({ time, value })
    // The newest sample older than the span stays: it is where the window begins.
    while ((this.#samples[1]?.time ?? time) < time - this.#spanMs) this.#samples.shift()
  }

  /** Units per second; undefined before a second has passed. */
  get perSecond(): number | undefined {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (!first || !last || last.time - first.time < 1000) return undefined
    return ((last.value - first.value) * 1000) / (last.time - first.time)
  }
}
