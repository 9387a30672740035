import { expect, test } from 'vitest'
import { forecastCompletion, RequestBudget } from '../src/index.ts'
import { StepClock } from './step-clock.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const PACE = { unitsPerMinute: 960, unitsPerDay: 960_000, dayLeft: 960_000, restoreShare: 0.2 }
const HOUR = 3600
const DAY = 24 * HOUR

test.each([
  ['an empty drive is there at once', { files: 0, bytes: 0 }, {}, 0, 'minute'],
  ['an hour of small files', { files: 54_588, bytes: 1e9 }, {}, HOUR, 'minute'],
  ['large files, by their bytes', { files: 100, bytes: 800e9 }, {}, 2 * HOUR, 'bytes'],
  ['a slow line', { files: 100, bytes: 1e9 }, { bytesPerSecond: 1e5 }, 10_000, 'bytes'],
  ['two million files, by the day', { files: 2_000_000, bytes: 0 }, {}, 1.656 * DAY, 'day'],
  ['a day that is used up', { files: 10_000, bytes: 0 }, { dayLeft: 0 }, 1_147, 'day'],
  [
    'the restores’ part of a day is not a backup’s',
    { files: 10_000, bytes: 0 },
    { dayLeft: 192_000 },
    1_147,
    'day',
  ],
  ['a pause comes first', { files: 0, bytes: 0 }, { pausedUntil: NOW + 90_000 }, 90, 'minute'],
  ['sharing costs five each', { files: 0, bytes: 0, sharedItems: 11_136 }, {}, HOUR, 'minute'],
] as const)('%s', (_, work, pace, seconds, limit) => {
  const forecast = forecastCompletion(work, { ...PACE, ...pace }, NOW)
  expect(Math.abs(forecast.seconds - seconds)).toBeLessThanOrEqual(0.01 * seconds)
  expect(forecast).toMatchObject({ limit, at: NOW + forecast.seconds * 1000 })
})

test('is what a backup takes by the budget that it was made from', async () => {
  const clock = new StepClock()
  const budget = new RequestBudget({ clock })
  const start = clock.now()
  const files = 9_800
  const forecast = forecastCompletion({ files, bytes: 0 }, budget.read(), start)
  await clock.run(
    (async () => {
      for (let unit = 0; unit < forecast.units; unit++) await budget.acquire('download', 'backup')
    })(),
  )
  const took = (clock.now() - start) / 1000
  expect(Math.abs(forecast.seconds - took)).toBeLessThan(0.05 * took)
})
