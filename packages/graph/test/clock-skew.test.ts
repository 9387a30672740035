import { systemClock } from '@holdfast/base'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clockSkew, type GraphConnection } from '../src/index.ts'

let emulator: GraphEmulator
let connection: GraphConnection

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  connection = { ...emulator.credentials, authority: emulator.loginAuthority, ca: emulator.caCertificate! }
})

afterAll(() => emulator.close())

test.each([
  ['ahead', 600_000],
  ['behind', -600_000],
  ['right', 0],
])('a clock that is %s', async (_, ahead) => {
  const now = systemClock.now()
  emulator.clock.freeze(now)
  const clock = { ...systemClock, now: () => now + ahead }
  const skew = await clockSkew(connection, { clock })
  expect(Math.abs((skew ?? Number.NaN) - ahead)).toBeLessThanOrEqual(1_000)
})

test('an unknown tenant has the same clock; a host that does not answer has none', async () => {
  const clock = systemClock
  expect(await clockSkew({ ...connection, tenantId: 'nobody.example' }, { clock })).toBeDefined()
  expect(await clockSkew({ ...connection, authority: 'https://127.0.0.1:1' }, { clock })).toBeUndefined()
})
