import fc from 'fast-check'
import {
  type Blackout,
  blackout,
  FREQUENCIES,
  type Frequency,
  type ScheduleSettings,
} from '../../src/index.ts'

export const FREQUENCY_NAMES = Object.keys(FREQUENCIES) as Frequency[]

/** Zones of both hemispheres, with odd offsets, and one whose days begin at 01:00 when summer comes. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'Asia/Kathmandu',
]

const time = fc
  .integer({ min: 0, max: 24 * 12 - 1 })
  .map((n) => `${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`)

export const blackouts: fc.Arbitrary<Blackout> = fc
  .record({ from: time, to: time, days: fc.uniqueArray(fc.integer({ min: 0, max: 6 })) })
  .filter((candidate) => blackout.safeParse(candidate).success)

export const frequencies = fc.constantFrom(...FREQUENCY_NAMES)

export const scheduleSettings: fc.Arbitrary<ScheduleSettings> = fc.record({
  frequency: frequencies,
  blackout: fc.option(blackouts, { freq: 4 }),
  timeZone: fc.constantFrom(...ZONES),
})

/** Around changes to and from summer time as often as not. */
export const moments = fc.oneof(
  fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-01-01T00:00:00Z') }),
  fc
    .record({
      change: fc.constantFrom(
        '2026-03-08',
        '2026-03-28',
        '2026-03-29',
        '2026-04-04',
        '2026-10-04',
        '2026-10-25',
        '2026-11-01',
      ),
      off: fc.integer({ min: -36 * 60, max: 36 * 60 }),
    })
    .map(({ change, off }) => Date.parse(change) + off * 60_000),
)
