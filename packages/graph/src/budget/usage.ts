/** Units by hour; the key is the hour's number since 1970. */
export type UnitsByHour = ReadonlyMap<number, number>

/** What one application used of one tenant. */
export interface Usage {
  readonly units: UnitsByHour
  /** Until when Microsoft wants nothing to be sent, milliseconds since 1970; 0 when it never asked. */
  readonly pausedUntil: number
}

/** By `<tenant>/<application>`. */
export type UsageByApplication = Readonly<Record<string, Usage>>

export const noUsage: Usage = { units: new Map(), pausedUntil: 0 }

/** The content of a usage file; undefined for what is none. */
export function parseUsage(text: string): UsageByApplication | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const entries: [string, Usage][] = []
  for (const [key, one] of Object.entries(value)) {
    if (!isRecord(one) || !isRecord(one.units) || !isCount(one.pausedUntil)) return undefined
    const units = new Map<number, number>()
    for (const [hour, count] of Object.entries(one.units)) {
      if (!isCount(count) || !/^\d+$/.test(hour)) return undefined
      units.set(Number(hour), count)
    }
    entries.push([key, { units, pausedUntil: one.pausedUntil }])
  }
  return Object.fromEntries(entries)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
