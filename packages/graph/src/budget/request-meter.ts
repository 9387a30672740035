import { type RequestKind, UNITS } from './request-kinds.ts'

/** What was asked of Microsoft so far. */
export interface MeterReading {
  readonly units: number
  readonly requests: number
  /** Answers that asked to slow down. */
  readonly throttled: number
  readonly byKind: Readonly<Partial<Record<RequestKind, number>>>
}

/** Counts requests and units. */
export class RequestMeter {
  #units = 0
  #requests = 0
  #throttled = 0
  readonly #byKind: Partial<Record<RequestKind, number>> = {}

  count(kind: RequestKind): void {
    this.#units += UNITS[kind]
    this.#requests++
    this.#byKind[kind] = (this.#byKind[kind] ?? 0) + 1
  }

  countThrottled(): void {
    this.#throttled++
  }

  read(): MeterReading {
    return {
      units: this.#units,
      requests: this.#requests,
      throttled: this.#throttled,
      byKind: { ...this.#byKind },
    }
  }
}
