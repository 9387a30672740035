import type { Clock } from '@holdfast/base'
import { expect, test } from 'vitest'
import { FailureLedger } from '../src/backup/failure-ledger.ts'

function clockAt(start: number): Clock & { time: number } {
  return {
    time: start,
    now() {
      return this.time
    },
    async sleep() {},
  }
}

test('a failing file waits longer each time, is tried at once when it changes, and leaves the ledger when fetched', () => {
  const clock = clockAt(Date.parse('2026-01-01T00:00:00Z'))
  const ledger = new FailureLedger(clock)
  ledger.record('x', 'e1', 'HF_ITEM_LOCKED', 'locked')
  expect(ledger.isWaiting('x', 'e1')).toBe(true)
  expect(ledger.isWaiting('x', 'e2')).toBe(false)
  expect(ledger.hasDue).toBe(false)
  clock.time += 15 * 60_000
  expect(ledger.isWaiting('x', 'e1')).toBe(false)
  expect(ledger.hasDue).toBe(true)
  const second = ledger.record('x', 'e1', 'HF_ITEM_LOCKED', 'locked')
  expect(second).toMatchObject({ attempts: 2, since: '2026-01-01T00:00:00.000Z', class: 'locked' })
  expect(Date.parse(second.nextTry) - clock.time).toBe(30 * 60_000)
  expect(ledger.record('x', 'e2', 'HF_MALWARE', 'm').attempts).toBe(1)
  ledger.clear('x')
  expect(ledger.size).toBe(0)
})
