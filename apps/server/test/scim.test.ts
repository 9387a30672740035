import { ensureDefaultProfile } from '@holdfast/control'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearer, type TestServer, testServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  await ensureDefaultProfile(server.control)
})
afterAll(() => server[Symbol.asyncDispose]())

const headers = { ...bearer('cloud-administrator'), 'content-type': 'application/scim+json' }

function send(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, payload?: object) {
  return server.ask({
    method,
    url: `/scim/v2${path}`,
    headers,
    ...(payload && { payload: JSON.stringify(payload) }),
  })
}

/** The order in which the provisioning service of Microsoft Entra asks. */
test('a provisioning client finds nobody, adds, changes, deactivates and withdraws a person', async () => {
  const config = await send('GET', '/ServiceProviderConfig')
  expect(config.headers['content-type']).toContain('application/scim+json')
  expect(config.json()).toMatchObject({ patch: { supported: true }, bulk: { supported: false } })
  const filter = `/Users?filter=${encodeURIComponent('userName eq "adele@contoso.com"')}`
  expect((await send('GET', filter)).json()).toMatchObject({ totalResults: 0, Resources: [] })

  const created = await send('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    externalId: '0a1b',
    userName: 'adele@contoso.com',
    displayName: 'Adele Vance',
    active: true,
    emails: [{ type: 'work', value: 'adele@contoso.com', primary: true }],
  })
  expect(created.statusCode).toBe(201)
  const { id, meta } = created.json()
  expect(created.headers.location).toBe(meta.location)
  expect((await send('GET', filter)).json()).toMatchObject({
    totalResults: 1,
    Resources: [{ id, externalId: '0a1b' }],
  })
  expect((await send('POST', '/Users', { userName: 'adele@contoso.com' })).statusCode).toBe(409)

  // With a capital letter, and a word for the truth value, as Entra sends them.
  const patch = { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }
  expect((await send('PATCH', `/Users/${id}`, patch)).json()).toMatchObject({ active: false })
  const person = await server.control.sql.selectFrom('person').selectAll().executeTakeFirstOrThrow()
  expect(person).toMatchObject({ state: 'preserved', preservedBy: 'scim', source: 'scim' })
  expect(
    (
      await send('PATCH', `/Users/${id}`, { Operations: [{ op: 'Add', value: { displayName: 'A. Vance' } }] })
    ).json(),
  ).toMatchObject({ displayName: 'A. Vance' })
  expect((await send('DELETE', `/Users/${id}`)).statusCode).toBe(204)
  expect((await send('GET', `/Users/${id}`)).statusCode).toBe(404)
})

test.each([
  ['POST', '/Users', { userName: '' }, 400, 'HF_SCIM_INVALID', 'invalidValue'],
  ['GET', '/Users?filter=nonsense', undefined, 400, 'HF_SCIM_INVALID', 'invalidFilter'],
  ['GET', '/Users/nobody', undefined, 404, 'HF_NOT_FOUND', undefined],
  ['GET', '/Groups', undefined, 404, 'HF_ROUTE_NOT_FOUND', undefined],
] as const)(
  'what a client gets wrong is said as SCIM has it: %s %s',
  async (method, path, body, status, code, scimType) => {
    const wrong = await send(method, path, body)
    expect(wrong.statusCode).toBe(status)
    expect(wrong.headers['content-type']).toContain('application/scim+json')
    expect(wrong.json()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      detail: expect.any(String),
      code,
      ...(scimType && { scimType }),
    })
  },
)
