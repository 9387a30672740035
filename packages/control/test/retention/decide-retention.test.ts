import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRetention, expired, type RetentionSettings, retentionSettings } from '../../src/index.ts'
import { slowRetention } from './slow-model.ts'

const DAY = 86_400_000
const at = (time: string) => ({
  id: time,
  takenAt: new Date(time.includes('T') ? time : `${time}T12:00:00Z`),
})
const tiers = (
  fields: Partial<RetentionSettings['tiers'] & object>,
  keepDays = 2_557,
): RetentionSettings => ({
  keepDays,
  tiers: { dailyDays: 0, weeklyWeeks: 0, monthlyMonths: 0, yearlyYears: 0, ...fields },
})
const now = new Date('2026-03-18T12:00:00Z') // a Wednesday

function reasons(snapshots: { id: string; takenAt: Date }[], settings: RetentionSettings, timeZone = 'UTC') {
  return Object.fromEntries(
    decideRetention(snapshots, settings, now, timeZone).map(({ snapshot, reason }) => [snapshot.id, reason]),
  )
}

describe('retention', () => {
  test('keeps everything for seven years, and the newest for ever', () => {
    const standard = retentionSettings.parse({})
    const snapshots = ['2026-03-18', '2019-03-18', '2019-03-17', '2019-03-16', '2010-01-01'].map(at)
    expect(reasons(snapshots, standard)).toEqual({
      '2010-01-01': 'too-old',
      '2019-03-16': 'too-old',
      '2019-03-17': 'too-old',
      '2019-03-18': 'young-enough',
      '2026-03-18': 'newest',
    })
    expect(expired(snapshots, standard, now).map(({ snapshot }) => snapshot.id)).toEqual([
      '2010-01-01',
      '2019-03-16',
      '2019-03-17',
    ])
    expect(expired(snapshots.slice(-1), standard, now)).toEqual([])
    expect(expired([], standard, now)).toEqual([])
  })

  test('keeps all of each day for so many days', () => {
    const snapshots = [
      '2026-03-18T08:00:00Z',
      '2026-03-18T09:00:00Z',
      '2026-03-16T00:00:00Z',
      '2026-03-16T23:00:00Z',
      '2026-03-15T23:59:59Z',
    ].map(at)
    expect(reasons(snapshots, tiers({ dailyDays: 2 }))).toEqual({
      '2026-03-15T23:59:59Z': 'in-no-tier',
      '2026-03-16T00:00:00Z': 'daily',
      '2026-03-16T23:00:00Z': 'daily',
      '2026-03-18T08:00:00Z': 'daily',
      '2026-03-18T09:00:00Z': 'newest',
    })
  })

  test('keeps the oldest of each week, which begins on Sunday', () => {
    const snapshots = [
      '2026-03-01',
      '2026-03-07',
      '2026-03-08',
      '2026-03-14',
      '2026-03-16',
      '2026-03-17',
      '2026-03-18',
    ].map(at)
    expect(reasons(snapshots, tiers({ weeklyWeeks: 1 }))).toEqual({
      '2026-03-01': 'in-no-tier',
      '2026-03-07': 'in-no-tier',
      '2026-03-08': 'weekly',
      '2026-03-14': 'in-no-tier',
      '2026-03-16': 'weekly',
      '2026-03-17': 'in-no-tier',
      '2026-03-18': 'newest',
    })
  })

  test('keeps the oldest weekly of the month and the oldest monthly of the year; the longer tier wins', () => {
    // The week of 28 December reaches into January: its oldest is of the old year.
    const snapshots = [
      '2025-12-29',
      '2026-01-01',
      '2026-01-05',
      '2026-01-12',
      '2026-02-02',
      '2026-02-09',
      '2026-03-18',
    ].map(at)
    expect(reasons(snapshots, tiers({ weeklyWeeks: 10, monthlyMonths: 2, yearlyYears: 1 }))).toEqual({
      '2025-12-29': 'yearly',
      '2026-01-01': 'in-no-tier',
      '2026-01-05': 'yearly',
      '2026-01-12': 'weekly',
      '2026-02-02': 'monthly',
      '2026-02-09': 'weekly',
      '2026-03-18': 'newest',
    })
  })

  test('ends with the days that all are kept for, whatever the tiers say', () => {
    expect(reasons(['2025-01-01', '2026-03-18'].map(at), tiers({ yearlyYears: 7 }, 365))).toMatchObject({
      '2025-01-01': 'too-old',
    })
  })

  test('goes by the calendar of the time zone', () => {
    const snapshots = ['2026-03-08T07:30:00Z', '2026-03-09T12:00:00Z', '2026-03-18T00:00:00Z'].map(at)
    const weekly = tiers({ weeklyWeeks: 1 })
    expect(reasons(snapshots, weekly, 'UTC')).toMatchObject({
      '2026-03-08T07:30:00Z': 'weekly',
      '2026-03-09T12:00:00Z': 'in-no-tier',
    })
    expect(reasons(snapshots, weekly, 'Pacific/Honolulu')).toMatchObject({
      '2026-03-08T07:30:00Z': 'in-no-tier',
      '2026-03-09T12:00:00Z': 'weekly',
    })
  })
})

const settings: fc.Arbitrary<RetentionSettings> = fc.record({
  keepDays: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1_500 })),
  tiers: fc.option(
    fc.record({
      dailyDays: fc.integer({ min: 0, max: 40 }),
      weeklyWeeks: fc.integer({ min: 0, max: 20 }),
      monthlyMonths: fc.integer({ min: 0, max: 20 }),
      yearlyYears: fc.integer({ min: 0, max: 4 }),
    }),
    { freq: 10 },
  ),
})
const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
)
const END = Date.parse('2026-04-02T10:00:00Z')
const histories = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 60 * 24 }), fc.integer({ min: 0, max: 1_600 * 24 })), {
    maxLength: 60,
  })
  .map((hours) => [...new Set(hours)].map((ago) => new Date(END - ago * 3_600_000 - 1)))

describe('retention, whatever the history', () => {
  test('decides as a slow and obvious model does', () => {
    fc.assert(
      fc.property(
        histories,
        settings,
        zones,
        fc.integer({ min: -48, max: 400 * 24 }),
        (history, retention, zone, later) => {
          const moment = new Date(END + later * 3_600_000)
          const order = history.toSorted((a, b) => a.getTime() - b.getTime())
          const decisions = decideRetention(
            history.map((takenAt, n) => ({ id: `${n}`, takenAt })),
            retention,
            moment,
            zone,
          )
          expect(decisions.map(({ snapshot }) => snapshot.takenAt)).toEqual(order)
          expect(decisions.map(({ expired, reason }) => ({ expired, reason }))).toEqual(
            slowRetention(order, retention, moment, zone),
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  test('never expires the newest, and asked again it has nothing more to expire', () => {
    fc.assert(
      fc.property(histories, settings, zones, (history, retention, zone) => {
        const snapshots = history.map((takenAt, n) => ({ id: `${n}`, takenAt }))
        const gone = new Set(
          expired(snapshots, retention, new Date(END), zone).map(({ snapshot }) => snapshot),
        )
        const left = snapshots.filter((snapshot) => !gone.has(snapshot))
        expect(left.length > 0).toBe(snapshots.length > 0)
        const newest = Math.max(...history.map((date) => date.getTime()))
        if (left.length > 0) expect(Math.max(...left.map(({ takenAt }) => takenAt.getTime()))).toBe(newest)
        expect(expired(left, retention, new Date(END), zone)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('applied day by day, leaves one of each week, month and year that a tier reaches', () => {
    const retention = tiers({ dailyDays: 7, weeklyWeeks: 4, monthlyMonths: 12, yearlyYears: 3 })
    let kept: { id: string; takenAt: Date }[] = []
    const start = Date.parse('2022-05-11T15:00:00Z')
    for (let day = 0; day < 1_400; day++) {
      const moment = new Date(start + day * DAY)
      for (const hour of [0, 8])
        kept.push({ id: `${day}-${hour}`, takenAt: new Date(moment.getTime() - hour * 3_600_000) })
      const gone = new Set(expired(kept, retention, moment).map(({ snapshot }) => snapshot))
      kept = kept.filter((snapshot) => !gone.has(snapshot))
    }
    const end = new Date(start + 1_399 * DAY)
    const months = new Set(kept.map(({ takenAt }) => takenAt.toISOString().slice(0, 7)))
    for (let back = 0; back <= 12; back++) {
      const month = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back, 1))
        .toISOString()
        .slice(0, 7)
      if (month !== end.toISOString().slice(0, 7)) expect(months).toContain(month)
    }
    const years = new Set(kept.map(({ takenAt }) => takenAt.getUTCFullYear()))
    for (let back = 0; back <= 3; back++) expect(years).toContain(end.getUTCFullYear() - back)
    expect(
      kept.filter(({ takenAt }) => end.getTime() - takenAt.getTime() < 7 * DAY).length,
    ).toBeGreaterThanOrEqual(14)
    expect(kept.length).toBeLessThan(16 + 5 + 13 + 4)
  })
})
