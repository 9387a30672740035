import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { AdaptiveLimit, type EndCall, RequestBudget } from '../src/index.ts'
import { json, ScriptedServer } from './scripted-server.ts'

async function beginAll(limit: AdaptiveLimit, calls: number): Promise<EndCall[]> {
  return await Promise.all(Array.from({ length: calls }, () => limit.begin()))
}

/** Sends rounds of as many calls as are allowed. */
async function rounds(limit: AdaptiveLimit, times: number): Promise<void> {
  for (let round = 0; round < times; round++)
    for (const end of await beginAll(limit, limit.limit)) end('fine')
}

test('never more calls are in flight than allowed; the next ones come in turn, restores first', async () => {
  const limit = new AdaptiveLimit({ start: 2, most: 2 })
  const order: string[] = []
  const first = await beginAll(limit, 2)
  const waiting = (['backup', 'backup', 'restore'] as const).map(async (purpose, n) => {
    const end = await limit.begin(purpose)
    order.push(`${purpose} ${n}`)
    return end
  })
  await setImmediate()
  expect(order).toEqual([])
  first[0]!('fine')
  await setImmediate()
  expect(order).toEqual(['restore 2'])
  expect(limit.inFlight).toBe(2)
  first[0]!('fine')
  await setImmediate()
  expect(limit.inFlight).toBe(2)
  first[1]!('fine')
  void waiting[2]!.then((end) => end('fine'))
  await Promise.all(waiting)
  expect(order).toEqual(['restore 2', 'backup 0', 'backup 1'])
})

test('one strained answer halves it, and so do all of the same moment together, not each', async () => {
  const limit = new AdaptiveLimit({ start: 16 })
  const calls = await beginAll(limit, 16)
  for (const end of calls.slice(0, 10)) end('strained')
  expect(limit.limit).toBe(8)
  // Good answers to calls that were sent before it prove nothing.
  for (const end of calls.slice(10)) end('fine')
  expect(limit.limit).toBe(8)
  const [next] = await beginAll(limit, 1)
  next!('strained')
  expect(limit.limit).toBe(4)
})

test('it never falls to nothing, and grows back one by one, up to its end', async () => {
  const limit = new AdaptiveLimit({ start: 8, most: 12 })
  for (let i = 0; i < 10; i++) (await limit.begin())('strained')
  expect(limit.limit).toBe(1)
  await rounds(limit, 6)
  const grown = limit.limit
  expect(grown).toBeGreaterThan(1)
  await rounds(limit, 400)
  expect(limit.limit).toBe(12)
})

test('who sends less than is allowed learns nothing of what would be too much', async () => {
  const limit = new AdaptiveLimit({ start: 8 })
  for (let i = 0; i < 100; i++) for (const end of await beginAll(limit, 3)) end('fine')
  expect(limit.limit).toBe(8)
})

test('connections that break say neither', async () => {
  const limit = new AdaptiveLimit({ start: 8 })
  for (let i = 0; i < 20; i++) for (const end of await beginAll(limit, 8)) end('unclear')
  expect(limit.limit).toBe(8)
})

test('a wait that is cancelled leaves the row, and nobody else waits for it', async () => {
  const limit = new AdaptiveLimit({ start: 1, most: 1 })
  const end = await limit.begin()
  const stop = new AbortController()
  const cancelled = limit.begin('backup', stop.signal)
  const next = limit.begin()
  stop.abort(new Error('enough'))
  await expect(cancelled).rejects.toThrow('enough')
  end('fine')
  ;(await next)('fine')
  expect(limit.inFlight).toBe(0)
})

test('a service that can do so many calls at once is soon asked for no more, and recovers between', async () => {
  const capacity = 6
  let serving = 0
  let refused = 0
  let most = 0
  await using server = await ScriptedServer.start(() => json(200, { id: 'x' }))
  server.before = async () => {
    serving++
    most = Math.max(most, serving)
    const tooMany = serving > capacity
    await new Promise((resolve) => setTimeout(resolve, 1))
    serving--
    if (!tooMany) return undefined
    refused++
    return json(503, {}, {})
  }
  const budget = new RequestBudget({ clock: server.clock, concurrency: { start: 32 } })
  await using client = server.client(undefined, { budget })
  let answered = 0
  const worker = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) {
      await client.item('d', 'x').then(
        () => answered++,
        () => {},
      )
    }
  }
  await Promise.all(Array.from({ length: 32 }, worker))
  expect(most).toBeGreaterThan(capacity)
  expect(answered).toBe(640)
  expect(refused / server.seen.length).toBeLessThan(0.25)
  expect(budget.callsAtOnce).toBeLessThan(16)
})
