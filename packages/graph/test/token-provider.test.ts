import { createServer } from 'node:net'
import { rootCertificates } from 'node:tls'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trusted } from '../src/http/trusted.ts'
import { createTokenProvider, GraphClient, type GraphConnection } from '../src/index.ts'

let emulator: GraphEmulator
let connection: GraphConnection

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
  const { tenantId, clientId, clientSecret } = emulator.credentials
  connection = {
    tenantId,
    clientId,
    clientSecret,
    authority: emulator.loginAuthority,
    graphRoot: emulator.baseUrl,
    ca: emulator.caCertificate!,
  }
})

afterAll(() => emulator.close())

/** Sign-ins that fire a rule which does nothing but count. */
function countSignIns(): () => number {
  const id = emulator.faults.add({
    match: { host: 'login', method: 'POST' },
    action: { kind: 'delay', ms: 1 },
  })
  return () => emulator.faults.fired(id)
}

test('many who ask at the same time sign in once', async () => {
  const signIns = countSignIns()
  const tokens = createTokenProvider(connection)
  const got = await Promise.all(Array.from({ length: 20 }, () => tokens.token()))
  expect(new Set(got).size).toBe(1)
  expect(await tokens.token()).toBe(got[0])
  expect(signIns()).toBe(1)
  emulator.faults.clear()
})

test('a refused token is replaced by another one from Microsoft, once for all who had it', async () => {
  const signIns = countSignIns()
  const tokens = createTokenProvider(connection)
  const first = await tokens.token()
  const renewed = await Promise.all([tokens.token({ refused: first }), tokens.token({ refused: first })])
  expect(await tokens.token({ refused: first })).toBe(renewed[0])
  expect(signIns()).toBe(2)
  emulator.faults.clear()
})

test('a token that expires in the middle of the work is renewed without anyone noticing', async () => {
  const signIns = countSignIns()
  emulator.faults.add({
    match: { route: 'users.list' },
    when: { nth: 2 },
    action: {
      kind: 'reply',
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
      json: { error: { code: 'InvalidAuthenticationToken' } },
    },
  })
  await using client = new GraphClient({ connection })
  for (let i = 0; i < 3; i++) expect(await Array.fromAsync(client.users())).toEqual([])
  expect(signIns()).toBe(2)
  emulator.faults.clear()
})

test('a cancel does not wait for a sign-in that hangs', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const tokens = createTokenProvider({ ...connection, authority: `https://127.0.0.1:${port}` })
  const stop = new AbortController()
  const waiting = tokens.token({ signal: stop.signal })
  setTimeout(() => stop.abort(new Error('enough')), 50)
  await expect(waiting).rejects.toThrow('enough')
  silent.close()
})

test('a private authority is trusted besides the public ones, not instead of them', () => {
  const all = trusted(connection.ca!)
  expect(all).toContain(connection.ca)
  expect(all.length).toBeGreaterThan(rootCertificates.length / 2)
})
