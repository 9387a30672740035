import { systemClock } from '@holdfast/base'
import { createProfile, NOTIFICATION_PATH, renewSubscriptions } from '@holdfast/control'
import { fixedToken, GraphClient } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOnedrive, addPerson } from '../../../packages/control/test/rows.ts'
import { ACTORS, bearer, type TestServer, testServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const post = async (payload: string | object, type?: string, query = '') =>
  await server.ask({
    method: 'POST',
    url: NOTIFICATION_PATH + query,
    payload,
    ...(type && { headers: { 'content-type': type } }),
  })

describe('Microsoft’s question whether notifications are wanted', () => {
  test('is answered with its token, as text that no browser runs', async () => {
    const answer = await post('', 'text/plain; charset=utf-8', '?validationToken=Validation%3A%20a%3Cb%3E')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).toBe('Validation: a&lt;b&gt;')
  })

  test('is no question without a token, or with a text', async () => {
    expect((await post('', 'text/plain')).json()).toMatchObject({ code: 'HF_INVALID' })
    expect((await post('text', 'text/plain')).json()).toMatchObject({ code: 'HF_MEDIA_TYPE' })
  })

  test('is asked by POST', async () => {
    const answer = await server.ask({ url: `${NOTIFICATION_PATH}?validationToken=a` })
    expect(answer.statusCode).toBe(405)
  })

  test('is the only text that is taken', async () => {
    for (const url of ['/api/v1/directory/sync', '/api/v1/backups', '/api/v1/connection/verification']) {
      const headers = { ...bearer('cloud-administrator'), 'content-type': 'text/plain' }
      const answer = await server.ask({ method: 'POST', url, headers, payload: '' })
      expect(answer.json(), url).toMatchObject({ code: 'HF_MEDIA_TYPE' })
    }
  })
})

describe('a notification', () => {
  test('that nobody can have sent but an impostor is taken, and says nothing', async () => {
    const answer = await post({ value: [{ subscriptionId: 'a', clientState: 'b' }] })
    expect([answer.statusCode, answer.body]).toEqual([202, ''])
  })

  test('of another form is refused', async () => {
    expect((await post({ value: 'a' })).statusCode).toBe(422)
    expect((await post('{', 'application/json')).statusCode).toBe(400)
  })
})

test('Microsoft is told where to send notifications, asks whether they are wanted, and sends them', async () => {
  await using own = await testServer()
  await using emulator = await GraphEmulator.start()
  const { control } = own
  control.clock.advance(systemClock.now() - control.clock.now())
  const publicUrl = await own.listen({ host: '127.0.0.1', port: 0 })
  const headers = { ...bearer('cloud-administrator'), 'if-match': '"0"' }
  const url = '/api/v1/settings/change-notifications'
  await own.ask({ method: 'PUT', url, headers, payload: { enabled: true, publicUrl } })
  const profile = await createProfile(control, ACTORS['cloud-administrator'], { name: 'Sales' })
  const { drive } = emulator.tenant.addUser({ displayName: 'Adele', userPrincipalName: 'adele@contoso.com' })
  const planned = new Date(control.clock.now() + 86_400_000)
  await addOnedrive(control, await addPerson(control, profile.id), {
    driveId: drive?.id ?? null,
    nextSlotAt: planned,
  })
  await using client = new GraphClient({
    tokens: fixedToken(emulator.issueToken()),
    graphRoot: emulator.baseUrl,
  })
  expect(await renewSubscriptions(control, async () => client)).toMatchObject({ begun: 1, failed: 0 })
  expect((await own.ask({ url, headers })).json()).toMatchObject({ value: { watched: 1 }, version: 1 })
  drive?.putFile('root', 'news.txt', Buffer.from('news'))
  const nextSlot = async () =>
    (await control.sql.selectFrom('onedrive').select('nextSlotAt').executeTakeFirstOrThrow()).nextSlotAt
  while ((await nextSlot())?.getTime() === planned.getTime()) await systemClock.sleep(20)
  expect(await nextSlot()).toEqual(new Date(control.clock.now() + 60_000))
})
