/** Ceilings of one tenant. All per app except `tenantFiveMinutes`. */
export interface ThrottleLimits {
  /** Resource units a minute. */
  readonly minute: number
  /** Resource units in 24 hours. */
  readonly day: number
  /** Resource units of all apps together in five minutes. */
  readonly tenantFiveMinutes: number
  /** Directory resource units in ten seconds. */
  readonly directoryTenSeconds: number
}

/**
 * SharePoint's bands by licences, the lower of the two published sets (SharePoint/sp-dev-docs, "how to avoid getting
 * throttled or blocked in SharePoint Online", mid-2024).
 */
const BANDS: readonly (readonly [licences: number, minute: number, day: number, fiveMinutes: number])[] = [
  [1_000, 1_200, 1_200_000, 18_750],
  [5_000, 2_400, 2_400_000, 37_500],
  [15_000, 3_600, 3_600_000, 56_250],
  [50_000, 4_800, 4_800_000, 75_000],
  [Number.POSITIVE_INFINITY, 6_000, 6_000_000, 93_750],
]

/** The published limits of a tenant of this size (microsoft-graph-docs, concepts/throttling-limits.md for the directory). */
export function limitsFor(licences: number): ThrottleLimits {
  const band = BANDS.find(([upTo]) => licences <= upTo) ?? BANDS[0]
  const [, minute = 0, day = 0, tenantFiveMinutes = 0] = band ?? []
  const directoryTenSeconds = licences < 50 ? 3_500 : licences <= 500 ? 5_000 : 8_000
  return { minute, day, tenantFiveMinutes, directoryTenSeconds }
}
