/** Go keeps times as 64-bit nanoseconds in places: what lies outside 1678…2262 comes back as another year. */
const EARLIEST = Date.UTC(1678, 0, 1)
const LATEST = Date.UTC(2261, 11, 31)

/** Milliseconds since 1970 as Go's RFC 3339 with nanoseconds: UTC, no trailing zeros in the fraction. */
export function goTime(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits === '' ? 'Z' : `.${digits}Z`))
}

/**
 * Any RFC 3339 time, or milliseconds since 1970, in that canonical form. Keeps up to nine digits of a fraction.
 * What is no time becomes 1970; years that file systems cannot hold are moved to the nearest that they can.
 */
export function canonicalTime(time: string | number): string {
  const ms = typeof time === 'number' ? time : Date.parse(time)
  if (Number.isNaN(ms)) return '1970-01-01T00:00:00Z'
  if (ms < EARLIEST || ms > LATEST) return goTime(Math.min(Math.max(ms, EARLIEST), LATEST))
  const whole = new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)
  const digits = typeof time === 'number' ? fraction(ms) : (/\.(\d{1,9})\d*(?:Z|[+-])/i.exec(time)?.[1] ?? '')
  const trimmed = digits.replace(/0+$/, '')
  return trimmed === '' ? `${whole}Z` : `${whole}.${trimmed}Z`
}

function fraction(ms: number): string {
  return String(((Math.floor(ms) % 1000) + 1000) % 1000).padStart(3, '0')
}
