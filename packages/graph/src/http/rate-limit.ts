/** How much Microsoft says is left, when it says so: from four fifths of the limit on. */
export interface RateLimitHint {
  /** Units that are left … */
  readonly remaining: number
  /** … for so many milliseconds. */
  readonly resetMs: number
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Reads `RateLimit-Remaining` and `RateLimit-Reset` (IETF draft, as SharePoint sends them). */
export function rateLimitHint(headers: Headers): RateLimitHint | undefined {
  const remaining = numberIn(headers['ratelimit-remaining'])
  const reset = numberIn(headers['ratelimit-reset'])
  return remaining === undefined || reset === undefined ? undefined : { remaining, resetMs: reset * 1000 }
}

function numberIn(value: string | string[] | undefined): number | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.trim()
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
