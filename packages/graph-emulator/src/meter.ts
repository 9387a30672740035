/** What one route has done. */
export interface RouteUsage {
  requests: number
  /** Resource units charged. */
  units: number
  /** Answers of 400 and above. */
  errors: number
}

/** One request as it was answered, for tests that look at the wire. */
export interface RequestRecord {
  /** Name of the route; '' when none was found. */
  readonly route: string
  readonly method: string
  readonly host: string
  /** Path and query as sent, without the prefix that stands for a host (`/_sharepoint`). */
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly status: number
  readonly units: number
  /** Body bytes sent. */
  readonly sent: number
  readonly app?: string
}

/** Counts what the emulator has served since the start or the last reset. */
export class Meter {
  readonly routes = new Map<string, RouteUsage>()
  requests = 0
  units = 0
  /** Answers of 429 and 503. */
  throttled = 0
  bytesSent = 0
  bytesReceived = 0
  /** Called after each request, batch members included, when set. */
  onRequest: ((record: RequestRecord) => void) | undefined

  record(record: RequestRecord): void {
    let usage = this.routes.get(record.route)
    if (!usage) {
      usage = { requests: 0, units: 0, errors: 0 }
      this.routes.set(record.route, usage)
    }
    usage.requests++
    usage.units += record.units
    if (record.status >= 400) usage.errors++
    this.requests++
    this.units += record.units
    if (record.status === 429 || record.status === 503) this.throttled++
    this.bytesSent += record.sent
    this.onRequest?.(record)
  }

  reset(): void {
    this.routes.clear()
    this.requests = 0
    this.units = 0
    this.throttled = 0
    this.bytesSent = 0
    this.bytesReceived = 0
  }

  toJSON(): object {
    const { requests, units, throttled, bytesSent, bytesReceived } = this
    return { requests, units, throttled, bytesSent, bytesReceived, routes: Object.fromEntries(this.routes) }
  }
}
