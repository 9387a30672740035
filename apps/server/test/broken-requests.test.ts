import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from './test-server.ts'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await testServer()
  port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(() => server[Symbol.asyncDispose]())

async function send(request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(request)
  return await text(socket)
}

describe('a request that Node itself would have refused without a word', () => {
  test('is told when it names no host', async () => {
    const answer = await send('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"HF_MALFORMED"/s)
  })

  test('is answered when it is HTTP/1.0, which knows no hosts', async () => {
    expect(await send('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 .*"ok"/s)
  })

  test('is answered whatever it expects', async () => {
    const answer = await send('GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*"ok"/s)
  })
})

test('a HEAD that cannot be read was answered with a body, which no client expects', async () => {
  const rest = `/healthz HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`
  expect(await send(`GET ${rest}`)).toMatch(/^HTTP\/1\.1 400 .*\r\n\r\n\{/s)
  expect(await send(`HEAD ${rest}`)).toMatch(/^HTTP\/1\.1 400 .*\r\n\r\n$/s)
})

test('a Host header that is no host failed where an address was made of it', async () => {
  for (const host of ['<x>', 'a b', '[::1', 'x:99999']) {
    const answer = await server.ask({
      url: '/api/v1/sign-in/organisation/callback?code=1',
      headers: { host },
    })
    expect([host, answer.statusCode, answer.json().code]).toEqual([host, 400, 'HF_MALFORMED'])
  }
})

test('a proxy that says nonsense of the protocol does no harm', async () => {
  await using proxied = await testServer({ trustProxy: '127.0.0.1' })
  const headers = { 'x-forwarded-proto': 'no protocol' }
  const answer = await proxied.ask({ url: '/api/v1/sign-in/organisation/callback?code=1', headers })
  expect(answer.json().code).toMatch(/^HF_OIDC_/)
  const page = {
    url: '/api/v1/sign-in/organisation/callback?code=1',
    headers: { ...headers, accept: 'text/html' },
  }
  const back = await proxied.ask(page)
  expect(back.statusCode).toBe(302)
  expect(back.headers.location).toMatch(/^\/sign-in\?problem=HF_OIDC_/)
})
