import { graphError, type Reply } from '../http/route.ts'
import type { ThrottleLimits } from './limits.ts'

/** A count that starts afresh with every period. */
class Window {
  readonly #period: number
  #index = -1
  used = 0

  constructor(period: number) {
    this.#period = period
  }

  /** Adds units and tells how much is used by now; throttled requests count as well. */
  add(units: number, now: number): number {
    const index = Math.floor(now / this.#period)
    if (index !== this.#index) {
      this.#index = index
      this.used = 0
    }
    this.used += units
    return this.used
  }

  /** Whole seconds until the next period, at least 1. */
  reset(now: number): number {
    return Math.max(1, Math.ceil((this.#period - (now % this.#period)) / 1000))
  }
}

export interface Charge {
  /** To be sent with the answer, whichever it is. */
  readonly headers?: Record<string, string>
  /** The 429 to be sent instead of the answer. */
  readonly refused?: Reply
}

const WARN_FROM = 0.8

/** The request budget of the tenant: counts every request, and refuses those above a limit. */
export class Throttle {
  /** May be changed at any time. */
  limits: ThrottleLimits
  enabled: boolean
  readonly #minutes = new Map<string, Window>()
  readonly #days = new Map<string, Window>()
  readonly #directory = new Map<string, Window>()
  readonly #tenant = new Window(300_000)

  constructor(limits: ThrottleLimits, enabled: boolean) {
    this.limits = limits
    this.enabled = enabled
  }

  /** Charges one request of an app to SharePoint's budget. `now` in milliseconds. */
  chargeSharePoint(app: string, delegated: boolean, units: number, now: number): Charge {
    if (!this.enabled) return {}
    const minute = windowOf(this.#minutes, app, 60_000)
    const day = windowOf(this.#days, app, 86_400_000)
    const used = minute.add(units, now)
    // Which window trips decides the waiting time; only the minute's is announced by RateLimit headers.
    if (this.#tenant.add(units, now) > this.limits.tenantFiveMinutes) {
      return { refused: tooMany(this.#tenant.reset(now)) }
    }
    if (day.add(units, now) > this.limits.day) return { refused: tooMany(day.reset(now)) }
    const { minute: limit } = this.limits
    if (used < limit * WARN_FROM) return {}
    const headers: Record<string, string> = delegated
      ? {}
      : {
          'RateLimit-Limit': String(limit),
          'RateLimit-Remaining': String(Math.max(0, limit - used)),
          'RateLimit-Reset': String(minute.reset(now)),
        }
    return used > limit ? { headers, refused: tooMany(minute.reset(now)) } : { headers }
  }

  /** Charges one request of an app to the directory's budget, which is announced by headers of its own. */
  chargeDirectory(app: string, units: number, now: number): Charge {
    const headers: Record<string, string> = { 'x-ms-resource-unit': String(units) }
    if (!this.enabled) return { headers }
    const window = windowOf(this.#directory, app, 10_000)
    const share = window.add(units, now) / this.limits.directoryTenSeconds
    if (share >= WARN_FROM) headers['x-ms-throttle-limit-percentage'] = Math.min(share, 1.8).toFixed(2)
    if (share <= 1) return { headers }
    headers['x-ms-throttle-scope'] = `Tenant_Application/ReadWrite/${app}`
    headers['x-ms-throttle-information'] = 'ResourceUnitLimitExceeded'
    const retryAfter = { 'Retry-After': String(window.reset(now)) }
    return {
      headers,
      refused: graphError(429, 'TooManyRequests', 'Too many requests', undefined, retryAfter),
    }
  }
}

function windowOf(windows: Map<string, Window>, app: string, period: number): Window {
  let window = windows.get(app)
  if (!window) {
    window = new Window(period)
    windows.set(app, window)
  }
  return window
}

function tooMany(seconds: number): Reply {
  return graphError(429, 'activityLimitReached', 'The app or user has been throttled.', 'throttledRequest', {
    'Retry-After': String(seconds),
  })
}
