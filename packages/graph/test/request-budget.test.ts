import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Purpose, RequestBudget, type RequestKind, UNITS } from '../src/index.ts'
import { JumpingClock } from './scripted-server.ts'

const MINUTE = 60_000
const LIMIT = 1_200 * 0.8

test('whatever is asked for, no minute takes more than our share, and all is granted in the end', async () => {
  const calls = fc.array(
    fc.tuple(
      fc.constantFrom<RequestKind>('item', 'list', 'permissions', 'download'),
      fc.constantFrom<Purpose>('backup', 'restore'),
    ),
    { minLength: 500, maxLength: 1500 },
  )
  await fc.assert(
    fc.asyncProperty(calls, async (list) => {
      const clock = new JumpingClock()
      const budget = new RequestBudget({ clock })
      const granted: { at: number; units: number }[] = []
      for (const [kind, purpose] of list) {
        await budget.acquire(kind, purpose)
        granted.push({ at: clock.now(), units: UNITS[kind] })
      }
      for (const { at } of granted) {
        const window = granted.filter((grant) => grant.at >= at && grant.at < at + MINUTE)
        expect(window.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(LIMIT)
      }
    }),
    { numRuns: 5 },
  )
})

test('a backup leaves the share of restores: a restore is granted at once beside it', async () => {
  const clock = new JumpingClock()
  const budget = new RequestBudget({ clock })
  for (let i = 0; i < 400; i++) await budget.acquire('item', 'backup')
  const before = clock.now()
  for (let i = 0; i < 20; i++) await budget.acquire('item', 'restore')
  expect(clock.now()).toBe(before)
})

test('the day is a limit as well, and the forecast knows both', async () => {
  const clock = new JumpingClock()
  const budget = new RequestBudget({ clock })
  expect(budget.forecast(960 * 60)).toBeGreaterThan(55 * 60)
  expect(budget.forecast(2_000_000)).toBeGreaterThan(86_400)
})

test('a pause holds back everyone, and a shorter one never shortens it', async () => {
  const clock = new JumpingClock()
  const budget = new RequestBudget({ clock, unlimited: true })
  budget.pause(30_000)
  budget.pause(1_000)
  const start = clock.now()
  await Promise.all([budget.acquire('item', 'backup'), budget.acquire('item', 'restore')])
  expect(clock.now() - start).toBeGreaterThanOrEqual(30_000)
})

test('a cancelled wait lets the next one through', async () => {
  const clock = new JumpingClock()
  const budget = new RequestBudget({ clock })
  await expect(budget.acquire('item', 'backup', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  await budget.acquire('item', 'backup')
})
