import { beforeEach, describe, expect, it } from 'vitest'
import { GraphEmulator, limitsFor } from '../src/index.ts'
import { type Charge, Throttle } from '../src/throttle/throttle.ts'
import { clientOf } from './client.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 1)

describe('the bands', () => {
  it.each([
    [1, 1_200, 1_200_000],
    [1_000, 1_200, 1_200_000],
    [1_001, 2_400, 2_400_000],
    [15_000, 3_600, 3_600_000],
    [50_000, 4_800, 4_800_000],
    [50_001, 6_000, 6_000_000],
  ])('%i licences: %i a minute, %i a day', (licences, minute, day) => {
    expect(limitsFor(licences)).toMatchObject({ minute, day })
  })
})

describe('the SharePoint budget', () => {
  let throttle: Throttle
  beforeEach(() => {
    throttle = new Throttle(
      { minute: 100, day: 1_000, tenantFiveMinutes: 10_000, directoryTenSeconds: 50 },
      true,
    )
  })
  const charge = (units: number, at = 0, app = 'a', delegated = false): Charge =>
    throttle.chargeSharePoint(app, delegated, units, START + at)

  it('announces the end of the minute from 80 %, and refuses above 100 %', () => {
    expect(charge(79)).toEqual({})
    expect(charge(1, 15_000)).toEqual({
      headers: { 'RateLimit-Limit': '100', 'RateLimit-Remaining': '20', 'RateLimit-Reset': '45' },
    })
    expect(charge(20, 15_000).refused).toBeUndefined()
    const { refused, headers } = charge(1, 15_000)
    expect(refused).toMatchObject({ status: 429, headers: { 'Retry-After': '45' } })
    expect(headers).toMatchObject({ 'RateLimit-Remaining': '0' })
    expect(charge(1, MINUTE)).toEqual({})
  })

  it('counts throttled requests against the day, whose end has no RateLimit headers', () => {
    for (let minute = 0; minute < 9; minute++) charge(110, minute * MINUTE)
    const { refused, headers } = charge(11, 9 * MINUTE)
    expect(refused).toMatchObject({ status: 429, headers: { 'Retry-After': String(86_400 - 540) } })
    expect(headers).toBeUndefined()
    expect(charge(1, 86_400_000).refused).toBeUndefined()
  })

  it('keeps apps apart, but not from the ceiling of the tenant', () => {
    charge(100)
    expect(charge(100, 0, 'b').refused).toBeUndefined()
    throttle.limits = { ...throttle.limits, tenantFiveMinutes: 250 }
    expect(charge(51, 0, 'c').refused).toMatchObject({ headers: { 'Retry-After': '300' } })
  })

  it('sends people no RateLimit headers', () => {
    expect(charge(90, 0, 'a', true)).toEqual({ headers: {} })
  })

  it('refuses nothing when it is off', () => {
    throttle.enabled = false
    expect(charge(1_000_000)).toEqual({})
  })

  it('has a budget of its own for the directory', () => {
    expect(throttle.chargeDirectory('a', 39, START).headers).toEqual({ 'x-ms-resource-unit': '39' })
    expect(throttle.chargeDirectory('a', 2, START).headers).toMatchObject({
      'x-ms-throttle-limit-percentage': '0.82',
    })
    const { refused, headers } = throttle.chargeDirectory('a', 50, START + 4_000)
    expect(refused).toMatchObject({ status: 429, headers: { 'Retry-After': '6' } })
    expect(headers).toMatchObject({ 'x-ms-throttle-information': 'ResourceUnitLimitExceeded' })
    expect(throttle.chargeDirectory('a', 1, START + 10_000).refused).toBeUndefined()
  })
})

describe('throttling over HTTP', () => {
  it('answers 429 when the bucket is empty and recovers by the virtual clock', async () => {
    await using emulator = await GraphEmulator.start({ throttling: { directoryTenSeconds: 10 } })
    emulator.clock.freeze(START)
    const { call } = clientOf(emulator)
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) statuses.push((await call('/users')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    expect(emulator.meter).toMatchObject({ requests: 6, units: 12, throttled: 1 })
    const refused = await call('/users')
    expect(refused.headers.get('retry-after')).toBe('10')
    emulator.clock.advance(10_000)
    const served = await call('/users')
    expect(served.status).toBe(200)
    expect(served.headers.get('x-ms-resource-unit')).toBe('2')
  })
})
