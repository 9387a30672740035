/** The day of UTC that a moment belongs to, as YYYY-MM-DD. Moments are milliseconds since 1970. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}
