import { beforeAll, describe, expect, it } from 'vitest'
import { faultPresets, GraphEmulator } from '../src/index.ts'
import { clientOf } from './client.ts'

let emulator: GraphEmulator
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  emulator = await GraphEmulator.start()
  client = clientOf(emulator)
  emulator.tenant.directory.add({ displayName: 'Adele', userPrincipalName: 'adele@contoso.com' })
  return () => emulator.close()
})

async function batch(requests: object[]) {
  const response = await client.post('/$batch', { requests })
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  return { status: response.status, body: (await response.json()) as any }
}

const get = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more })

describe('$batch', () => {
  it('answers every member by itself', async () => {
    const { status, body } = await batch([
      get('a', '/users/adele@contoso.com?$select=displayName'),
      get('b', 'users/nobody@contoso.com'),
      get('c', '/users/$count', { headers: { ConsistencyLevel: 'eventual' } }),
      get('d', '/nothing'),
    ])
    expect(status).toBe(200)
    const [a, b, c, d] = body.responses
    expect(a).toMatchObject({ id: 'a', status: 200, body: { displayName: 'Adele' } })
    expect(a.body['@odata.context']).toContain(`${emulator.graphRoot}/$metadata`)
    expect(b).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
    expect([c.status, Buffer.from(c.body, 'base64').toString()]).toEqual([200, '1'])
    expect(d.status).toBe(400)
  })

  it('charges members one by one and lets them fail one by one', async () => {
    emulator.meter.reset()
    const id = emulator.faults.add({
      match: { route: 'users.get' },
      when: { nth: 2 },
      action: faultPresets.throttled(3),
    })
    const { body } = await batch(['1', '2', '3'].map((member) => get(member, '/users/adele@contoso.com')))
    emulator.faults.remove(id)
    expect(body.responses.map((reply: { status: number }) => reply.status)).toEqual([200, 429, 200])
    expect(body.responses[1].headers['Retry-After']).toBe('3')
    expect(emulator.meter.routes.get('users.get')).toEqual({ requests: 3, units: 4, errors: 1 })
    expect(emulator.meter.routes.get('batch')).toEqual({ requests: 1, units: 0, errors: 0 })
  })

  it('keeps to dependencies', async () => {
    const { body } = await batch([
      get('1', '/users/nobody@contoso.com'),
      get('2', '/users/adele@contoso.com', { dependsOn: ['1'] }),
      get('3', '/users/adele@contoso.com', { dependsOn: ['2'] }),
      get('4', '/users/adele@contoso.com'),
    ])
    expect(body.responses.map((reply: { status: number }) => reply.status)).toEqual([404, 424, 424, 200])
  })

  it.each([
    ['more than 20', Array.from({ length: 21 }, (_, i) => get(String(i), '/users'))],
    ['none', []],
    ['a duplicate id', [get('1', '/users'), get('1', '/users')]],
    ['an unknown dependency', [get('1', '/users', { dependsOn: ['9'] })]],
    ['an absolute url', [get('1', 'https://graph.microsoft.com/v1.0/users')]],
    ['a body without a type', [{ id: '1', method: 'POST', url: '/subscriptions', body: {} }]],
    ['no method', [{ id: '1', url: '/users' }]],
  ])('is refused as a whole with %s', async (_, requests) => {
    const { status, body } = await batch(requests)
    expect(status).toBe(400)
    expect(body.error.code).toBe('BadRequest')
  })

  it('is refused when it is not JSON or not signed in', async () => {
    expect((await client.call('/$batch', { method: 'POST', body: '{' })).status).toBe(400)
    expect((await clientOf(emulator, 'x').post('/$batch', { requests: [get('1', '/users')] })).status).toBe(
      401,
    )
  })
})
