/** How much Microsoft says is left, when it says so: from four fifths of the limit on. */
export interface RateLimit {
  /** Units that are left … */
  readonly remaining: number
  /** … for so many milliseconds. */
  readonly resetMs: number
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Reads `RateLimit-Remaining` and `RateLimit-Reset` (IETF draft, as SharePoint sends them); undefined without usable ones. */
export function rateLimitOf(headers: Headers): RateLimit | undefined {
  const remaining = numberIn(headers['ratelimit-remaining'])
  const reset = numberIn(headers['ratelimit-reset'])
  return remaining === undefined || !reset ? undefined : { remaining, resetMs: reset * 1000 }
}

/** Other drafts write more behind the number: `1200;w=60`. */
function numberIn(value: string | string[] | undefined): number | undefined {
  const [, digits] = /^\s*(\d{1,15})\s*(?:[;,]|$)/.exec(String(value ?? '')) ?? []
  return digits === undefined ? undefined : Number(digits)
}
