import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@holdfast/base'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GraphEmulator } from '../src/index.ts'
import { clientOf, until } from './client.ts'

const DAY = 86_400_000

interface Notification {
  value: Record<string, unknown>[]
}

let emulator: GraphEmulator
let client: ReturnType<typeof clientOf>
let receiver: Server
let address: string
/** Number of the watched drive's latest change. */
let seq: number
let received: { path: string; body: Notification }[]
let answer: { validation: 'echo' | 'wrong' | 'html' | 'error'; status: number }

beforeEach(async () => {
  seq = 5
  received = []
  answer = { validation: 'echo', status: 202 }
  emulator = await GraphEmulator.start()
  client = clientOf(emulator)
  vi.spyOn(emulator, 'driveSeq').mockImplementation((id) => (id === 'b!drive' ? seq : undefined))
  receiver = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    const token = url.searchParams.get('validationToken')
    if (token !== null) {
      const type = answer.validation === 'html' ? 'text/html' : 'text/plain'
      response.writeHead(answer.validation === 'error' ? 500 : 200, { 'content-type': type })
      response.end(answer.validation === 'wrong' ? 'something else' : token)
      return
    }
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part) => (text += part))
    request.on('end', () => {
      received.push({ path: url.pathname, body: JSON.parse(text) })
      response.writeHead(answer.status).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})
afterEach(async () => {
  await emulator.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

async function subscribe(change: Record<string, unknown> = {}) {
  const response = await client.post('/subscriptions', {
    changeType: 'updated',
    notificationUrl: `${address}/hook`,
    lifecycleNotificationUrl: `${address}/life`,
    resource: '/drives/b!drive/root',
    expirationDateTime: new Date(emulator.clock.now() + DAY).toISOString(),
    clientState: 'secret state',
    ...change,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('creating a subscription', () => {
  it('validates both addresses and answers 201', async () => {
    const { status, body } = await subscribe()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      resource: '/drives/b!drive/root',
      changeType: 'updated',
      clientState: 'secret state',
      applicationId: emulator.credentials.clientId,
      notificationUrl: `${address}/hook`,
    })
    const list = await client.json('/subscriptions')
    expect(list.body.value).toHaveLength(1)
  })

  it.each(['wrong', 'html', 'error'] as const)(
    'fails when the receiver answers the handshake: %s',
    async (validation) => {
      answer.validation = validation
      const { status, body } = await subscribe()
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: { message: expect.stringContaining('validation request failed') } })
      expect((await client.json('/subscriptions')).body.value).toEqual([])
    },
  )

  it.each([
    ['another change type', { changeType: 'created' }, 400],
    ['too long a life', { expirationDateTime: new Date(systemClock.now() + 31 * DAY).toISOString() }, 400],
    ['the past', { expirationDateTime: '2020-01-01T00:00:00Z' }, 400],
    ['an unknown drive', { resource: '/drives/b!other/root' }, 404],
    ['a folder', { resource: '/drives/b!drive/items/01ABC' }, 400],
    ['plain http to another machine', { notificationUrl: 'http://example.org/hook' }, 400],
    ['a long clientState', { clientState: 'x'.repeat(129) }, 400],
  ])('refuses %s', async (_, change, expected) => {
    expect((await subscribe(change)).status).toBe(expected)
  })

  it('takes the right to write: reading is not enough', async () => {
    client = clientOf(emulator, emulator.issueToken(emulator.registerApp({ roles: ['Files.Read.All'] })))
    expect((await subscribe()).status).toBe(403)
  })

  it('can be renewed, read and deleted by its owner only', async () => {
    const path = `/subscriptions/${(await subscribe()).body.id}`
    const expirationDateTime = new Date(emulator.clock.now() + 20 * DAY).toISOString()
    const renewed = await client.json(path, { method: 'PATCH', body: JSON.stringify({ expirationDateTime }) })
    expect(renewed.body.expirationDateTime).toBe(expirationDateTime)
    const stranger = clientOf(emulator, emulator.issueToken(emulator.registerApp()))
    expect((await stranger.json(path)).status).toBe(404)
    expect((await client.call(path, { method: 'DELETE' })).status).toBe(204)
    expect((await client.json(path)).status).toBe(404)
  })
})

describe('delivery', () => {
  it('tells once that something has changed', async () => {
    const { body } = await subscribe()
    seq = 9
    await until(() => received.length > 0)
    await systemClock.sleep(80)
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      path: '/hook',
      body: {
        value: [
          {
            subscriptionId: body.id,
            clientState: 'secret state',
            changeType: 'updated',
            resource: '/drives/b!drive/root',
            tenantId: emulator.tenant.id,
          },
        ],
      },
    })
  })

  it('repeats until the receiver acknowledges', async () => {
    await subscribe()
    answer.status = 500
    seq++
    await until(() => received.length === 1)
    answer.status = 202
    await systemClock.sleep(30)
    emulator.clock.advance(2_000)
    await until(() => received.length === 2)
    emulator.clock.advance(3_600_000)
    await systemClock.sleep(50)
    expect(received).toHaveLength(2)
  })

  it('can lose, double and delay notifications', async () => {
    await subscribe()
    const change = async (): Promise<number> => {
      received = []
      seq++
      await systemClock.sleep(120)
      return received.length
    }
    emulator.faults.quirk('webhook-lost', { match: { drive: 'b!drive' } })
    expect(await change()).toBe(0)
    emulator.faults.clear()
    emulator.faults.quirk('webhook-duplicate')
    expect(await change()).toBe(2)
    emulator.faults.clear()
    emulator.faults.quirk('webhook-late', { value: 60_000 })
    expect(await change()).toBe(0)
    emulator.clock.advance(60_000)
    await until(() => received.length === 1)
  })

  it('asks for reauthorisation before the end, and ends', async () => {
    const { body } = await subscribe()
    emulator.clock.advance(DAY - 1_800_000)
    await until(() => received.length === 1)
    expect(received[0]).toMatchObject({
      path: '/life',
      body: { value: [{ subscriptionId: body.id, lifecycleEvent: 'reauthorizationRequired' }] },
    })
    client = clientOf(emulator)
    const path = `/subscriptions/${body.id}/reauthorize`
    expect((await client.call(path, { method: 'POST' })).status).toBe(204)
    await until(() => received.length === 2)
    emulator.clock.advance(1_800_000)
    seq++
    await systemClock.sleep(80)
    expect(received).toHaveLength(2)
    expect((await client.json(`/subscriptions/${body.id}`)).status).toBe(404)
  })
})
