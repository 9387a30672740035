/** A number for people, thousands apart: `12,345`. With a noun: `1 file`, `12,345 files`. */
export function formatCount(count: number, noun?: string, plural = `${noun}s`): string {
  const digits = count.toLocaleString('en-US', { maximumFractionDigits: 0 })
  return noun === undefined ? digits : `${digits} ${count === 1 ? noun : plural}`
}
