import { expect, test } from 'vitest'
import { RateLimitHint } from '../src/budget/rate-limit-hint.ts'
import { rateLimitOf } from '../src/http/rate-limit.ts'
import { RequestBudget } from '../src/index.ts'
import { JumpingClock, json, ScriptedServer } from './scripted-server.ts'

test.each([
  [{ 'ratelimit-limit': '1200', 'ratelimit-remaining': '60', 'ratelimit-reset': '30' }, [60, 30_000]],
  [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '7' }, [0, 7_000]],
  [{ 'ratelimit-remaining': ' 5', 'ratelimit-reset': '2;w=60' }, [5, 2_000]],
  [{ 'ratelimit-remaining': '', 'ratelimit-reset': '7' }, undefined],
  [{ 'ratelimit-remaining': '60' }, undefined],
  [{ 'ratelimit-remaining': '60', 'ratelimit-reset': '0' }, undefined],
  [{ 'ratelimit-remaining': '-3', 'ratelimit-reset': 'soon' }, undefined],
  [{}, undefined],
])('the headers %j say %j', (headers, told) => {
  const read = rateLimitOf(headers)
  expect(read && [read.remaining, read.resetMs]).toEqual(told)
})

test('what is left is spread over the rest of the minute, and the next minute is free', () => {
  const hint = new RateLimitHint()
  hint.tell(10, 30_000, 0)
  let now = 0
  for (let sent = 0; sent < 10; sent++) {
    now += hint.wait(1, now)
    hint.take(1, now)
  }
  expect(now).toBeGreaterThan(25_000)
  expect(now).toBeLessThan(30_000)
  expect(hint.wait(1, now)).toBe(30_000 - now)
  expect(hint.wait(1, 30_000)).toBe(0)
  expect(hint.left(30_000)).toBeUndefined()
})

test('an answer that was overtaken by a later one does not bring units back', () => {
  const hint = new RateLimitHint()
  hint.tell(10, 30_000, 1_000)
  hint.tell(50, 30_000, 1_500)
  expect(hint.left(1_500)).toBe(10)
  hint.tell(200, 58_000, 33_000)
  expect(hint.left(33_000)).toBe(200)
})

test('a restore need not keep to the pace, only to what is left', async () => {
  const clock = new JumpingClock()
  const budget = new RequestBudget({ clock })
  const start = clock.now()
  budget.slowDown(12, 60_000)
  for (let sent = 0; sent < 10; sent++) await budget.acquire('item', 'restore')
  expect(clock.now()).toBe(start)
  await budget.acquire('item', 'backup')
  expect(clock.now() - start).toBeGreaterThan(30_000)
  budget.slowDown(0, 20_000)
  const before = clock.now()
  await budget.acquire('item', 'restore')
  expect(clock.now() - before).toBeGreaterThanOrEqual(20_000)
})

test('a minute that others use up is never overrun: the client slows down before it is turned away', async () => {
  let left = 40
  let reset = 0
  await using server = await ScriptedServer.start((_, { clock }) => {
    if (clock.now() >= reset) {
      reset = clock.now() + 60_000
      left = 40
    }
    // Somebody else takes as much as we do.
    left -= 2
    if (left < 0) return json(429, {}, { 'retry-after': '60' })
    const headers = {
      'ratelimit-limit': '40',
      'ratelimit-remaining': String(left),
      'ratelimit-reset': String(Math.ceil((reset - clock.now()) / 1_000)),
    }
    return json(200, { id: 'x' }, headers)
  })
  await using client = server.client(undefined, { budget: new RequestBudget({ clock: server.clock }) })
  for (let sent = 0; sent < 60; sent++) await client.item('d', 'x')
  expect(client.meter.throttled).toBe(0)
  expect(server.seen.length).toBe(60)
})
