import type { Clock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { decodeFailure, FailureLedger } from '../src/backup/failure-ledger.ts'

function clockAt(start: number): Clock & { time: number } {
  return {
    time: start,
    now() {
      return this.time
    },
    async sleep() {},
  }
}

const HOUR = 3_600_000
const LOCKED = { code: 'HF_ITEM_LOCKED', message: 'locked' }

test('a failing file waits longer each time, is tried at once when it changes, and leaves the ledger when fetched', () => {
  const clock = clockAt(Date.parse('2026-01-01T00:00:00Z'))
  const ledger = new FailureLedger(clock)
  ledger.record({ id: 'x', etag: 'e1' }, 'locked', LOCKED)
  expect(ledger.isWaiting('x', 'e1')).toBe(true)
  expect(ledger.isWaiting('x', 'e2')).toBe(false)
  expect(ledger.hasDue).toBe(false)
  clock.time += 15 * 60_000
  expect(ledger.isWaiting('x', 'e1')).toBe(false)
  expect(ledger.hasDue).toBe(true)
  const second = ledger.record({ id: 'x', etag: 'e1' }, 'locked', LOCKED)
  expect(second).toMatchObject({ attempts: 2, since: '2026-01-01T00:00:00.000Z', class: 'locked' })
  expect(Date.parse(second.nextTry) - clock.time).toBe(30 * 60_000)
  const changed = ledger.record({ id: 'x', etag: 'e2' }, 'malware', { code: 'HF_MALWARE', message: 'm' })
  expect(changed.attempts).toBe(1)
  ledger.clear('x')
  expect(ledger.size).toBe(0)
})

test.each([
  ['gone', [1, 2, 4], 168],
  ['locked', [0.25, 0.5, 1], 24],
  ['malware', [24, 48, 96], 168],
  ['rights-protected', [24, 48, 96], 672],
  ['onenote-too-large', [24, 48, 96], 168],
  ['policy', [24, 48, 96], 168],
  ['transient', [0, 0.25, 0.5], 24],
  ['unknown', [1, 2, 4], 168],
] as const)('the waits of a file that is %s', (kind, first, longest) => {
  const clock = clockAt(Date.parse('2026-01-01T00:00:00Z'))
  const ledger = new FailureLedger(clock)
  const waits = Array.from({ length: 40 }, () => {
    const { nextTry } = ledger.record({ id: 'x' }, kind, LOCKED)
    return (Date.parse(nextTry) - clock.time) / HOUR
  })
  expect(waits.slice(0, 3)).toEqual(first)
  expect(waits.at(-1)).toBe(longest)
})

test('rows of earlier versions are read under the names of today', () => {
  const stored = (name: string): string => JSON.stringify({ id: 'x', class: name, code: 'HF_X', attempts: 3 })
  const names = ['refused', 'mismatch', 'locked', 'of a later version']
  expect(names.map((name) => decodeFailure(stored(name)).class)).toEqual([
    'policy',
    'transient',
    'locked',
    'unknown',
  ])
  expect(decodeFailure(stored('refused'))).toMatchObject({ id: 'x', code: 'HF_X', attempts: 3 })
})
