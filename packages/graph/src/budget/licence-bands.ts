/** Resource units that one application may use in one tenant, by the tenant's licences. */
export interface LicenceBand {
  /** Largest number of licences in the band. */
  readonly upTo: number
  readonly unitsPerMinute: number
  readonly unitsPerDay: number
}

/** The lower of the published sets (2024): the later one grants a little more. */
export const LICENCE_BANDS: readonly LicenceBand[] = [
  { upTo: 1_000, unitsPerMinute: 1_200, unitsPerDay: 1_200_000 },
  { upTo: 5_000, unitsPerMinute: 2_400, unitsPerDay: 2_400_000 },
  { upTo: 15_000, unitsPerMinute: 3_600, unitsPerDay: 3_600_000 },
  { upTo: 50_000, unitsPerMinute: 4_800, unitsPerDay: 4_800_000 },
  { upTo: Number.POSITIVE_INFINITY, unitsPerMinute: 6_000, unitsPerDay: 6_000_000 },
]

export function bandFor(licences: number): LicenceBand {
  return LICENCE_BANDS.find((band) => licences <= band.upTo) ?? (LICENCE_BANDS[0] as LicenceBand)
}
