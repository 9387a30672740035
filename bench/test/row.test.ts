import { expect, test } from 'vitest'
import { measuredText, type Row, ratioToTarget, targetText, verdict } from '../src/row.ts'

const row = (...figures: Row['figures']): Row => ({ name: 'row', figures })

test.each<[Row, string]>([
  [row({ value: 1.05, unit: 'x', atMost: 1.05 }), 'pass'],
  [row({ value: 1.0501, unit: 'x', atMost: 1.05 }), 'MISS'],
  [row({ value: 20, unit: 'x faster', atLeast: 20 }), 'pass'],
  [row({ value: 19.9, unit: 'x faster', atLeast: 20 }), 'MISS'],
  [row({ value: 1, unit: 'requests', atMost: 2 }, { value: 1.2, unit: 's', atMost: 1 }), 'MISS'],
  [row({ value: 0, unit: 'downloads', atMost: 0 }), 'pass'],
  [row({ value: 1, unit: 'downloads', atMost: 0 }), 'MISS'],
  [row({ value: 500, unit: 'MB/s' }), ''],
  [{ ...row(), skipped: 'skipped: restic not installed' }, 'skipped'],
  [{ ...row(), failed: 'Error: broken' }, 'failed'],
])('every figure with a limit must keep it: %#', (given, expected) => {
  expect(verdict(given)).toBe(expected)
})

test('the ratio of a row is that of its worst figure', () => {
  const given = row({ value: 1, unit: 'requests', atMost: 2 }, { value: 3, unit: 's', atMost: 2 })
  expect(ratioToTarget(given)).toBe(1.5)
  expect(ratioToTarget(row({ value: 10, unit: 'x faster', atLeast: 20 }))).toBe(2)
  expect(ratioToTarget(row({ value: 500, unit: 'MB/s' }))).toBeUndefined()
})

test('a row tells its target, what was measured, and why nothing was', () => {
  const given = {
    ...row({ value: 1, unit: 'requests', atMost: 2 }, { value: 0.516, unit: 's', atMost: 1 }),
    details: 'of 100',
  }
  expect(targetText(given)).toBe('<= 2 requests, <= 1 s')
  expect(measuredText(given)).toBe('1 requests, 0.52 s (of 100)')
  expect(measuredText({ ...row(), skipped: 'skipped: no room' })).toBe('skipped: no room')
})
