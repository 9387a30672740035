import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandFor, type Purpose, RequestBudget, type RequestKind, UNITS } from '../src/index.ts'
import { StepClock } from './step-clock.ts'

const MINUTE = 60_000

interface Request {
  readonly kind: RequestKind
  readonly purpose: Purpose
  /** Asked for so long after the one before, milliseconds. */
  readonly after: number
}

interface Grant extends Request {
  readonly n: number
  readonly at: number
  readonly units: number
}

/** Asks for all of them, each at its time, and tells when each was granted. */
async function grantAll(budget: RequestBudget, clock: StepClock, requests: Request[]): Promise<Grant[]> {
  const grants: Grant[] = []
  await clock.run(
    (async () => {
      const under: Promise<void>[] = []
      for (const [n, request] of requests.entries()) {
        if (request.after > 0) await clock.sleep(request.after)
        under.push(
          budget.acquire(request.kind, request.purpose).then(() => {
            grants.push({ ...request, n, at: clock.now(), units: UNITS[request.kind] })
          }),
        )
      }
      await Promise.all(under)
    })(),
  )
  return grants
}

/** The most units in any sixty seconds. */
function busiestMinute(grants: readonly Grant[]): number {
  let most = 0
  let sum = 0
  let tail = 0
  for (const { at, units } of grants) {
    sum += units
    while ((grants[tail] as Grant).at <= at - MINUTE) sum -= (grants[tail++] as Grant).units
    most = Math.max(most, sum)
  }
  return most
}

const request = fc.record<Request>({
  kind: fc.constantFrom(
    'item',
    'delta',
    'list',
    'enumeration',
    'write',
    'permissions',
    'download',
    'directory',
  ),
  purpose: fc.constantFrom('backup', 'restore'),
  after: fc.oneof({ weight: 300, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 70_000 })),
})

test('no minute takes more than the share of the band, each purpose keeps its order, and all are granted', async () => {
  const settings = fc.record({ licences: fc.constantFrom(10, 4_000), share: fc.constantFrom(0.3, 0.8, 1) })
  await fc.assert(
    fc.asyncProperty(
      settings,
      fc.array(request, { minLength: 1_000, maxLength: 2_500 }),
      async ({ licences, share }, requests) => {
        const clock = new StepClock()
        const grants = await grantAll(new RequestBudget({ clock, licences, share }), clock, requests)
        expect(grants).toHaveLength(requests.length)
        expect(busiestMinute(grants)).toBeLessThanOrEqual(bandFor(licences).unitsPerMinute * share)
        for (const purpose of ['backup', 'restore']) {
          const order = grants.filter((grant) => grant.purpose === purpose).map(({ n }) => n)
          expect(order).toEqual(order.toSorted((a, b) => a - b))
        }
      },
    ),
    { numRuns: 12 },
  )
})

test('a backup that never stops gets nearly its whole share, and a restore beside it never waits', async () => {
  const clock = new StepClock()
  const budget = new RequestBudget({ clock })
  const backup: Request[] = Array.from({ length: 4_000 }, () => ({
    kind: 'download',
    purpose: 'backup',
    after: 0,
  }))
  const delays: number[] = []
  const [grants] = await clock.run(
    Promise.all([
      grantAllHere(),
      (async () => {
        for (let i = 0; i < 40; i++) {
          await clock.sleep(5_000)
          const asked = clock.now()
          await budget.acquire('list', 'restore')
          delays.push(clock.now() - asked)
        }
      })(),
    ]),
  )
  async function grantAllHere(): Promise<number[]> {
    const at: number[] = []
    await Promise.all(
      backup.map(async ({ kind, purpose }) => {
        await budget.acquire(kind, purpose)
        at.push(clock.now())
      }),
    )
    return at
  }
  expect(Math.max(...delays)).toBe(0)
  const minutes = ((grants.at(-1) as number) - (grants[0] as number)) / MINUTE
  expect(4_000 / minutes).toBeGreaterThan(960 * 0.9)
})

test('the day is kept as well', async () => {
  const clock = new StepClock()
  const budget = new RequestBudget({ clock, share: 0.001 })
  const start = clock.now()
  const requests: Request[] = Array.from({ length: 300 }, () => ({
    kind: 'permissions',
    purpose: 'restore',
    after: 0,
  }))
  const grants = await grantAll(budget, clock, requests)
  // 1,200 units in any 24 hours, counted by the hour.
  const DAY = 24 * 60 * MINUTE
  expect((grants.at(-1) as Grant).at - start).toBeGreaterThan(DAY - 60 * MINUTE)
  for (const { at } of grants) {
    const inDay = grants.filter((grant) => grant.at >= at && grant.at < at + DAY)
    expect(inDay.length * 5).toBeLessThanOrEqual(1_200)
  }
})

describe('a pause', () => {
  test('that comes while others wait their turn holds them back too', async () => {
    const clock = new StepClock()
    const budget = new RequestBudget({ clock })
    const start = clock.now()
    const requests: Request[] = Array.from({ length: 400 }, (_, n) => ({
      kind: 'item',
      purpose: n % 2 === 0 ? 'backup' : 'restore',
      after: 0,
    }))
    const pausing = clock.sleep(2_000).then(() => budget.pause(50_000))
    const grants = await grantAll(budget, clock, requests)
    await pausing
    expect(grants.filter(({ at }) => at > start + 2_000 && at < start + 52_000)).toEqual([])
    expect(grants).toHaveLength(400)
  })

  test('can be left at once by anyone, not by the first in the row alone', async () => {
    const clock = new StepClock()
    const budget = new RequestBudget({ clock })
    budget.pause(600_000)
    const stop = new AbortController()
    const first = budget.acquire('item')
    const second = budget.acquire('item', 'backup', stop.signal).catch((error: unknown) => error)
    const third = budget.acquire('item')
    stop.abort(new Error('enough'))
    const start = clock.now()
    expect(await clock.run(second)).toMatchObject({ message: 'enough' })
    expect(clock.now()).toBe(start)
    await clock.run(Promise.all([first, third]))
    expect(clock.now()).toBe(start + 600_000)
  })
})

test('the forecast is near the truth, for a minute’s work and for a day’s', async () => {
  const clock = new StepClock()
  const budget = new RequestBudget({ clock })
  const requests: Request[] = Array.from({ length: 3_000 }, () => ({
    kind: 'item',
    purpose: 'restore',
    after: 0,
  }))
  const told = budget.forecast(3_000) * 1_000
  const start = clock.now()
  const grants = await grantAll(budget, clock, requests)
  const took = (grants.at(-1) as Grant).at - start
  expect(Math.abs(told - took)).toBeLessThan(0.15 * took)
  expect(budget.forecast(0)).toBe(0)
  expect(budget.read().minuteLeft).toBeLessThan(200)
})
