import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  FREQUENCIES,
  nextSlot,
  runKey,
  Schedule,
  type ScheduleSettings,
  slotAfterChange,
  slotAt,
} from '../../src/index.ts'
import { FREQUENCY_NAMES, frequencies, moments, scheduleSettings } from './arbitrary-schedule.ts'
import { isBlackedOut, wallClock } from './wall-clock.ts'

const daily: ScheduleSettings = { frequency: 'daily', blackout: null, timeZone: 'UTC' }
const HOUR = 3_600_000
const DAY = 24 * HOUR

function slotsFrom(schedule: Schedule, id: string, start: number, count: number): number[] {
  const slots: number[] = []
  for (let at = start; slots.length < count; ) {
    at = schedule.next(id, at)
    slots.push(at)
  }
  return slots
}

describe('slots', () => {
  test('rise, keep out of the blackout, and are found from both sides', () => {
    fc.assert(
      fc.property(scheduleSettings, fc.uuid(), moments, (settings, id, start) => {
        const schedule = new Schedule(settings)
        let last = schedule.at(id, start)
        expect(last).toBeLessThanOrEqual(start)
        for (const slot of slotsFrom(schedule, id, start, 12)) {
          expect(slot).toBeGreaterThan(start)
          expect(slot).toBeGreaterThan(last)
          expect(schedule.at(id, slot)).toBe(slot)
          expect(schedule.at(id, slot - 1)).toBe(last)
          expect(schedule.next(id, last)).toBe(slot)
          expect(schedule.isFree(slot)).toBe(true)
          if (settings.blackout) expect(isBlackedOut(settings.blackout, slot, settings.timeZone)).toBe(false)
          last = slot
        }
      }),
      { numRuns: 600 },
    )
  })

  test.each(FREQUENCY_NAMES)(
    '%s: exactly one interval apart without a blackout, also when the clock changes',
    (frequency) => {
      const schedule = new Schedule({ frequency, blackout: null, timeZone: 'Europe/Berlin' })
      const slots = slotsFrom(schedule, 'one', Date.parse('2026-03-20'), 50)
      const apart = slots.slice(1).map((slot, index) => slot - (slots[index] ?? 0))
      expect(new Set(apart)).toEqual(new Set([FREQUENCIES[frequency] * 60_000]))
    },
  )

  test.each(FREQUENCY_NAMES)('%s: 10,000 drives are spread evenly over the interval', (frequency) => {
    const schedule = new Schedule({ ...daily, frequency })
    expectEven(schedule, Date.parse('2026-03-02'), schedule.interval)
  })

  test('10,000 drives are spread evenly over what a blackout leaves', () => {
    const nights = { from: '06:00', to: '20:00', days: [] }
    const start = Date.parse('2026-03-02T20:00:00Z')
    expectEven(new Schedule({ ...daily, blackout: nights }), start, 10 * HOUR)
    expectEven(new Schedule({ ...daily, frequency: 'hourly', blackout: nights }), start, HOUR)
  })

  test('a drive has always the same', () => {
    const slot = nextSlot(daily, '7b3c2f0e-5f3d-4c58-9f0b-0c8a4f1f2a11', new Date('2026-03-02T09:00:00Z'))
    expect(slot.toISOString()).toBe('2026-03-02T22:31:13.000Z')
    expect(slotAt(daily, '7b3c2f0e-5f3d-4c58-9f0b-0c8a4f1f2a11', slot)).toEqual(slot)
    expect(runKey('a', slot)).toBe('a@2026-03-02T22:31:13.000Z')
  })

  test('nested frequencies share slots, so that a drive keeps its place', () => {
    fc.assert(
      fc.property(frequencies, frequencies, fc.uuid(), moments, (one, other, id, start) => {
        fc.pre(FREQUENCIES[one] % FREQUENCIES[other] === 0)
        const slot = new Schedule({ ...daily, frequency: one }).next(id, start)
        expect(new Schedule({ ...daily, frequency: other }).at(id, slot)).toBe(slot)
      }),
    )
  })
})

/** Every fifth within a tenth of its share: five standard deviations for places that are truly spread. */
function expectEven(schedule: Schedule, start: number, length: number, buckets = 5): void {
  const counts = new Array<number>(buckets).fill(0)
  for (let n = 0; n < 10_000; n++) {
    const slot = schedule.next(`drive-${n}`, start - 1)
    const bucket = Math.floor(((slot - start) / length) * buckets)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  expect(counts).toHaveLength(buckets)
  for (const count of counts) expect(Math.abs(count - 10_000 / buckets)).toBeLessThan(1_000 / buckets)
}

describe('a blackout', () => {
  const office = { from: '08:00', to: '18:00', days: [1, 2, 3, 4, 5] }

  test.each([
    ['daily', 7],
    ['twice-a-day', 14],
    ['three-times-a-day', 21],
    ['four-times-a-day', 28],
  ] as const)('%s: leaves the number of backups a week as it is', (frequency, count) => {
    const schedule = new Schedule({ frequency, blackout: office, timeZone: 'America/New_York' })
    const monday = Date.parse('2026-06-01T04:00:00Z')
    const slots = slotsFrom(schedule, 'one', monday - 1, 40).filter((slot) => slot < monday + 7 * DAY)
    expect(slots).toHaveLength(count)
  })

  test('makes nothing closer than hourly, and starts anew after it', () => {
    const blackout = { from: '22:00', to: '21:30', days: [] }
    const schedule = new Schedule({ frequency: 'hourly', blackout, timeZone: 'UTC' })
    const slots = slotsFrom(schedule, 'one', 0, 10)
    expect(new Set(slots.map((slot) => Math.floor(slot / DAY))).size).toBe(10)
    const looser = new Schedule({ frequency: 'hourly', blackout: office, timeZone: 'UTC' })
    const many = slotsFrom(looser, 'one', 0, 200)
    const apart = many.slice(1).map((slot, n) => slot - (many[n] ?? 0))
    expect(Math.min(...apart)).toBe(HOUR)
    expect(Math.max(...apart)).toBeLessThanOrEqual(11 * HOUR)
  })

  test('of whole days moves what is due less than daily on to the next free day, and drops a daily slot', () => {
    const weekend = { from: '00:00', to: '00:00', days: [6, 0] }
    const weekdays = (frequency: ScheduleSettings['frequency'], id: string) =>
      slotsFrom(new Schedule({ frequency, blackout: weekend, timeZone: 'UTC' }), id, 0, 60)
    for (const id of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      for (const frequency of FREQUENCY_NAMES) {
        for (const slot of weekdays(frequency, id))
          expect([0, 6]).not.toContain(wallClock(slot, 'UTC').weekday)
      }
      const apart = weekdays('weekly', id).map((slot, n, all) => slot - (all[n - 1] ?? slot - 7 * DAY))
      expect(new Set(apart)).toEqual(new Set([7 * DAY]))
      const days = weekdays('every-2-days', id).map((slot) => Math.floor(slot / DAY))
      expect(new Set(days).size).toBe(days.length)
    }
  })

  test('over midnight belongs to the day on which it begins', () => {
    const friday = { from: '22:00', to: '06:00', days: [5] }
    const schedule = new Schedule({
      frequency: 'every-10-minutes',
      blackout: friday,
      timeZone: 'Europe/Berlin',
    })
    const isFree = (time: string) => schedule.isFree(Date.parse(time))
    expect(isFree('2026-03-06T20:59:59Z')).toBe(true)
    expect(isFree('2026-03-06T21:00:00Z')).toBe(false)
    expect(isFree('2026-03-07T04:59:59Z')).toBe(false)
    expect(isFree('2026-03-07T05:00:00Z')).toBe(true)
    expect(isFree('2026-03-07T21:00:00Z')).toBe(true)
  })
})

describe('a change of schedule', () => {
  test('never makes two runs closer than the shorter interval, nor keeps one waiting for two longer ones', () => {
    fc.assert(
      fc.property(
        scheduleSettings,
        scheduleSettings,
        fc.uuid(),
        moments,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (before, after, id, start, share) => {
          const [from, to] = [new Schedule(before), new Schedule(after)]
          const lastSlot = from.at(id, start)
          const now = lastSlot + Math.floor(share * (from.next(id, lastSlot) - lastSlot - 1))
          const slot = slotAfterChange({ from, to }, id, { lastSlot, now })
          const shorter = Math.min(from.interval, to.interval)
          expect(slot).toBeGreaterThan(now)
          expect(slot - lastSlot).toBeGreaterThanOrEqual(shorter)
          expect(to.at(id, slot)).toBe(slot)
          const earliest = Math.max(now + 1, lastSlot + shorter)
          expect(to.at(id, slot - 1)).toBeLessThan(earliest)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('keeps to the new schedule alone when nothing was run yet', () => {
    const to = new Schedule(daily)
    expect(slotAfterChange({ to }, 'one', { now: 0 })).toBe(to.next('one', 0))
  })

  test('can be told from the fingerprint, in which days have no order and a zone counts only with a blackout', () => {
    const blackout = { from: '08:00', to: '18:00', days: [5, 1] }
    const zone = 'Europe/Berlin'
    const schedule = new Schedule({ ...daily, blackout, timeZone: zone })
    expect(
      new Schedule({ ...daily, blackout: { ...blackout, days: [1, 5, 5] }, timeZone: zone }).fingerprint,
    ).toBe(schedule.fingerprint)
    expect(new Schedule({ ...daily, blackout }).fingerprint).not.toBe(schedule.fingerprint)
    expect(new Schedule({ ...daily, timeZone: zone }).fingerprint).toBe(new Schedule(daily).fingerprint)
    const again = Schedule.fromFingerprint(schedule.fingerprint)
    expect(again.next('one', 0)).toBe(schedule.next('one', 0))
  })
})
