import { describe, expect, test } from 'vitest'
import { type OffPeak, OffPeakHours, RequestBudget } from '../src/index.ts'
import { StepClock } from './step-clock.ts'

const NIGHTS = { share: 0.95, hours: [20, 6], timeZone: 'Europe/Berlin' } as const

describe('off-peak hours', () => {
  test.each([
    ['a morning in winter', '2026-01-07T04:59:00Z', true],
    ['its end', '2026-01-07T05:00:00Z', false],
    ['the same hour in summer', '2026-07-08T04:00:00Z', false],
    ['noon', '2026-01-07T11:00:00Z', false],
    ['an evening', '2026-01-07T19:00:00Z', true],
    ['Friday before midnight over there, Saturday by their clocks', '2026-01-09T23:30:00Z', true],
    ['noon of a Saturday', '2026-01-10T11:00:00Z', true],
    ['noon of a Sunday', '2026-01-11T11:00:00Z', true],
    ['noon of a Monday', '2026-01-12T11:00:00Z', false],
  ])('%s', (_, time, offPeak) => {
    expect(new OffPeakHours(NIGHTS).is(Date.parse(time))).toBe(offPeak)
  })

  test('may leave out weekends, lie within a day, and follow a zone of half hours', () => {
    const lunch = new OffPeakHours({ share: 1, hours: [12, 14], timeZone: 'Asia/Kolkata', weekends: false })
    const at = (time: string): boolean => lunch.is(Date.parse(time))
    expect(at('2026-01-10T06:29:00Z')).toBe(false)
    expect(at('2026-01-10T06:31:00Z')).toBe(true)
    expect(at('2026-01-10T08:29:00Z')).toBe(true)
    expect(at('2026-01-10T08:31:00Z')).toBe(false)
  })

  test.each([
    { share: 1.2 },
    { share: 0 },
    { hours: [20, 25] as const },
    { hours: [1.5, 3] as const },
    { timeZone: 'Europe/Atlantis' },
  ])('refuse %j', (wrong) => {
    expect(() => new OffPeakHours({ ...NIGHTS, ...wrong })).toThrow(RangeError)
  })
})

test('a budget takes its larger share from the hour on in which it holds, and gives it back', async () => {
  const clock = new StepClock()
  const offPeak: OffPeak = { share: 0.95, hours: [22, 2], timeZone: 'UTC', weekends: false }
  const budget = new RequestBudget({ clock, share: 0.5, offPeak })
  const perHour = new Map<number, number>()
  await clock.run(clock.sleep(18 * 3_600_000))
  const end = clock.now() + 12 * 3_600_000
  await clock.run(
    (async () => {
      while (clock.now() < end) {
        await budget.acquire('permissions', 'restore')
        const hour = new Date(clock.now()).getUTCHours()
        perHour.set(hour, (perHour.get(hour) ?? 0) + 5)
      }
    })(),
  )
  for (const [hour, unitsPerMinute] of [
    [20, 600],
    [23, 1_140],
    [4, 600],
  ] as const) {
    expect(perHour.get(hour)! / 60, `${hour} o’clock`).toBeGreaterThan(unitsPerMinute * 0.97)
    expect(perHour.get(hour)! / 60, `${hour} o’clock`).toBeLessThan(unitsPerMinute * 1.03)
  }
  expect(budget.read()).toMatchObject({ offPeak: false, unitsPerMinute: 600 })
})

test('without the option every hour is the same', () => {
  const clock = new StepClock()
  expect(new RequestBudget({ clock }).read()).toMatchObject({ offPeak: false, unitsPerMinute: 960 })
})
