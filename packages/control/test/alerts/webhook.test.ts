import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { describe, expect, test } from 'vitest'
import { addressClass } from '../../src/alerts/webhook/address-class.ts'
import { webhookHeaders } from '../../src/alerts/webhook/webhook-signature.ts'
import {
  changeSetting,
  createSubscription,
  createWebhookChannel,
  testSubscription,
  WEBHOOK_SETTING,
  type WebhookOptions,
} from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { administrator } from './populate.ts'
import { testSecrets } from './secret-box.ts'
import { selfSigned } from './self-signed.ts'

interface Call {
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function listen(server: Server, calls: Call[]) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    calls,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Notes calls, and answers each with a status and headers, or not at all. */
function answering(calls: Call[], status: number | undefined, headers = {}): RequestListener {
  return (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      calls.push({ url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() })
      if (status !== undefined) response.writeHead(status, headers).end('x'.repeat(1_000_000))
      else setTimeout(() => request.destroy(), 500)
    })
  }
}

async function hook(status?: number, headers?: object) {
  const calls: Call[] = []
  return listen(createServer(answering(calls, status, headers)), calls)
}

const ALLOWED = { allowLoopback: true, allowPrivate: false }

async function call(
  control: TestControl,
  target: string,
  options: WebhookOptions = {},
  allowed: { allowLoopback: boolean; allowPrivate: boolean } = ALLOWED,
) {
  await changeSetting(control, administrator, WEBHOOK_SETTING, ALLOWED, 0)
  const input = { channel: 'webhook', target } as const
  const { id, secret } = await createSubscription(control, administrator, testSecrets, input)
  await changeSetting(control, administrator, WEBHOOK_SETTING, allowed, 1)
  const webhook = createWebhookChannel(control, testSecrets, options)
  await testSubscription(control, administrator, { webhook, mail: webhook }, id)
  return secret ?? ''
}

describe('a webhook', () => {
  test('is a signed POST of JSON', async () => {
    await using control = await testControl()
    await using server = await hook(204)
    const secret = await call(control, `http://127.0.0.1:${server.port}/hook?x=1`)
    const [received] = server.calls
    expect(received?.url).toBe('/hook?x=1')
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      type: 'alerts',
      timestamp: new Date(control.clock.now()).toISOString(),
      data: { open: 1, resolved: 0, alerts: [{ kind: 'test', severity: 'info' }] },
    })
    const { headers } = received!
    expect(headers['content-type']).toBe('application/json')
    expect(headers['webhook-timestamp']).toBe(`${control.clock.now() / 1_000}`)
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${received?.body}`
    const signature = createHmac('sha256', key).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
  })

  test('is signed as the specification says', () => {
    // The example of the specification's own libraries.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const headers = webhookHeaders(
      secret,
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330,
      '{"test": 2432232314}',
    )
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('goes by TLS to the address that was looked up, under the name of the URL', async () => {
    const { key, certificate: ca } = selfSigned('hooks.example.com')
    const calls: Call[] = []
    await using server = await listen(createSecureServer({ key, cert: ca }, answering(calls, 200)), calls)
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const target = `https://hooks.example.com:${server.port}/`
    {
      await using control = await testControl()
      await call(control, target, { ca, resolve })
      expect(calls[0]?.headers.host).toBe(`hooks.example.com:${server.port}`)
      expect(asked).toEqual(['hooks.example.com'])
    }
    await using control = await testControl()
    await expect(call(control, target, { resolve })).rejects.toMatchObject({ code: 'HF_WEBHOOK_FAILED' })
    expect(calls).toHaveLength(1)
  })

  test.each([300, 301, 302, 307, 308])('follows no redirection (%i)', async (status) => {
    await using control = await testControl()
    await using secret = await hook(200)
    await using server = await hook(status, { location: `http://127.0.0.1:${secret.port}/` })
    await expect(call(control, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      code: 'HF_WEBHOOK_FAILED',
      message: expect.stringContaining(`it answered with ${status}`),
    })
    expect(secret.calls).toEqual([])
  })

  test.each([400, 404, 410, 429, 500, 503])('is not taken with %i', async (status) => {
    await using control = await testControl()
    await using server = await hook(status)
    await expect(call(control, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      code: 'HF_WEBHOOK_FAILED',
    })
  })

  test('waits for no answer, nor for a name, beyond its time', async () => {
    await using control = await testControl()
    await using server = await hook()
    const calling = call(control, `http://127.0.0.1:${server.port}/`, { timeout: 100 })
    await expect(calling).rejects.toThrow('no answer within 0.1 seconds')
    await using other = await testControl()
    const resolve = () => new Promise<never>(() => {})
    const naming = call(other, 'https://hooks.example.com/', { timeout: 100, resolve })
    await expect(naming).rejects.toThrow('no answer within 0.1 seconds')
  })

  test('says when nobody listens, and keeps the path to itself', async () => {
    await using control = await testControl()
    await expect(call(control, 'http://127.0.0.1:1/secret')).rejects.toMatchObject({
      code: 'HF_WEBHOOK_FAILED',
      message: 'The webhook http://127.0.0.1:1 did not take the message: ECONNREFUSED.',
    })
  })
})

describe('a webhook of the own network', () => {
  const none = { allowLoopback: false, allowPrivate: false }
  const both = { allowLoopback: true, allowPrivate: true }
  const resolveTo = (...addresses: string[]) => ({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  })

  test('is not called, whichever way its address is written', async () => {
    await using server = await hook(200)
    const { port } = server
    for (const target of [
      `http://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://2130706433:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://0x7f.1:${port}/`,
    ]) {
      await using control = await testControl()
      await expect(call(control, target, {}, none)).rejects.toMatchObject({ code: 'HF_WEBHOOK_REFUSED' })
    }
    expect(server.calls).toEqual([])
  })

  test.each([
    ['10.1.2.3'],
    ['93.184.215.14', '192.168.0.1'],
    ['fd00::1'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::a00:1'],
    ['127.0.0.1'],
    [],
  ])('is not called by a name that leads to %s', async (...addresses) => {
    await using control = await testControl()
    const calling = call(control, 'https://hooks.example.com:1/', resolveTo(...addresses), none)
    await expect(calling).rejects.toMatchObject({ code: 'HF_WEBHOOK_REFUSED' })
  })

  test.each(['169.254.169.254', 'fe80::1', '0.0.0.0', '::', '224.0.0.1', '::ffff:169.254.169.254'])(
    'is never called at %s',
    async (address) => {
      await using control = await testControl()
      const calling = call(control, 'https://hooks.example.com:1/', resolveTo(address), both)
      await expect(calling).rejects.toMatchObject({ code: 'HF_WEBHOOK_REFUSED' })
    },
  )

  test('is called where the setting allows it', async () => {
    await using control = await testControl()
    const options = { ...resolveTo('10.255.255.1'), timeout: 50 }
    const calling = call(control, 'https://hooks.example.com:1/', options, both)
    await expect(calling).rejects.toMatchObject({ code: 'HF_WEBHOOK_FAILED' })
  })
})

test.each([
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['172.15.255.255', 'public'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['100.64.0.1', 'private'],
  ['127.255.255.255', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:8.8.8.8', 'public'],
  ['fdff::1', 'private'],
  ['2002:7f00:1::', 'never'],
  ['ff02::1', 'never'],
  ['255.255.255.255', 'never'],
  ['not an address', 'never'],
])('%s is %s', (address, expected) => {
  expect(addressClass(address)).toBe(expected)
})
