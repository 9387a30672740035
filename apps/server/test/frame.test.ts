import { randomUUID } from 'node:crypto'
import { systemClock } from '@holdfast/base'
import { acceptFirstAdministrator, firstAdministratorLink } from '@holdfast/control'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticateBy, CSRF_HEADER } from '../src/index.ts'
import { bearer, type TestServer, testServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const admin = bearer('cloud-administrator')

function post(url: string, payload: object, headers: Record<string, string> = {}) {
  return server.ask({ method: 'POST', url, payload, headers: { ...admin, ...headers } })
}

describe('errors', () => {
  test('are problem documents with a code, a hint and the request’s id', async () => {
    const answer = await server.ask({
      url: '/api/v1/people/00000000-0000-4000-8000-0000000000ff',
      headers: admin,
    })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const problem = answer.json()
    expect(problem).toMatchObject({ code: 'HF_NOT_FOUND', status: 404, hint: expect.any(String) })
    expect(problem.instance).toBe(`urn:uuid:${answer.headers['x-request-id']}`)
  })

  test('name what is wrong with the input, field by field', async () => {
    const answer = await post('/api/v1/people', { principalName: 'nobody', displayName: '' })
    expect(answer.json()).toMatchObject({ code: 'HF_INVALID', status: 422 })
    expect(answer.body).toContain('principalName')
  })

  test.each([
    ['no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }, 'HF_MALFORMED'],
    ['another type', { payload: 'x', headers: { 'content-type': 'text/plain' } }, 'HF_MEDIA_TYPE'],
    ['an unknown field', { payload: { principalName: 'a@b', displayName: 'A', admin: true } }, 'HF_INVALID'],
    ['text that is none', { payload: { principalName: 'a@b', displayName: 'A\0' } }, 'HF_INVALID'],
  ])('tell that the body is %s', async (_, { payload, ...more }, code) => {
    const headers = { ...admin, ...('headers' in more ? more.headers : {}) }
    const answer = await server.ask({ method: 'POST', url: '/api/v1/people', payload, headers })
    expect(answer.json()).toMatchObject({ code })
  })

  test('tell another method from an address that is none', async () => {
    expect((await server.ask({ method: 'DELETE', url: '/healthz' })).json()).toMatchObject({
      code: 'HF_METHOD_NOT_ALLOWED',
    })
    expect((await server.ask({ url: '/api/v1/nothing' })).json()).toMatchObject({
      code: 'HF_ROUTE_NOT_FOUND',
    })
  })
})

describe('a change', () => {
  test('is made once for a key, and its answer is given again', async () => {
    const person = { principalName: 'once@contoso.com', displayName: 'Once' }
    const key = { 'idempotency-key': 'a key' }
    await server.control.sql.deleteFrom('idempotencyKey').execute()
    expect((await post('/api/v1/people', person, key)).json()).toMatchObject({
      code: 'HF_IDEMPOTENCY_KEY_INVALID',
    })
    key['idempotency-key'] = 'a-key'
    // Without a profile nobody can be added; with one it is added once.
    await makeProfile()
    const first = await post('/api/v1/people', person, key)
    expect(first.statusCode).toBe(201)
    const again = await post('/api/v1/people', person, key)
    expect([again.statusCode, again.body, again.headers.location]).toEqual([
      201,
      first.body,
      first.headers.location,
    ])
    const other = await post('/api/v1/people', { ...person, displayName: 'Other' }, key)
    expect(other.json()).toMatchObject({ code: 'HF_IDEMPOTENCY_KEY_REUSED' })
  })

  test('needs the version that it was made on, and fails when there is a newer one', async () => {
    const { id } = await makeProfile()
    const url = `/api/v1/profiles/${id}`
    const read = await server.ask({ url, headers: admin })
    expect(read.headers.etag).toBe('"1"')
    const change = (headers: object) =>
      server.ask({ method: 'PATCH', url, payload: { description: 'new' }, headers: { ...admin, ...headers } })
    expect((await change({})).json()).toMatchObject({ code: 'HF_VERSION_NEEDED', status: 428 })
    const changed = await change({ 'if-match': read.headers.etag })
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"2"'])
    expect((await change({ 'if-match': read.headers.etag })).json()).toMatchObject({
      code: 'HF_VERSION_CHANGED',
      status: 412,
    })
  })
})

test('pages hold together, whatever their size', async () => {
  for (const name of ['a', 'b', 'c']) await makeProfile(`paged ${name}`)
  const names: string[] = []
  let cursor = ''
  do {
    const answer = await server.ask({ url: `/api/v1/profiles?limit=2${cursor}`, headers: admin })
    const { items, nextCursor } = answer.json()
    names.push(...items.map((item: { name: string }) => item.name))
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
  } while (cursor !== '')
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['paged a', 'paged b', 'paged c']))
  const foreign = await server.ask({ url: '/api/v1/profiles?cursor=abc', headers: admin })
  expect(foreign.json()).toMatchObject({ code: 'HF_INVALID' })
})

test('the metrics are in the format of Prometheus', async () => {
  const answer = await server.ask({ url: '/metrics', headers: admin })
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4')
  expect(answer.body).toMatch(/^# TYPE holdfast_jobs gauge$/m)
  expect(answer.body).toMatch(/^process_resident_memory_bytes \d+$/m)
})

describe('a session', () => {
  const PASSWORD = 'correct horse battery staple'

  test('is begun by password, kept in cookies, guarded against other sites, and ended', async () => {
    await using own = await testServer({ authenticate: undefined as never })
    const { token } = await firstAdministratorLink(own.control)
    const email = 'ada@contoso.com'
    await acceptFirstAdministrator(
      own.control,
      token,
      { email, name: 'Ada', password: PASSWORD },
      '127.0.0.1',
    )
    const wrong = await own.ask({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { email, password: 'something else' },
    })
    expect(wrong.json()).toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
    const signedIn = await own.ask({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { email, password: PASSWORD },
    })
    expect(signedIn.json()).toMatchObject({ stage: 'full' })
    const session = signedIn.cookies.find(({ name }) => name === 'holdfast_session')
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(signedIn.body).not.toContain(session?.value)
    const cookies = Object.fromEntries(signedIn.cookies.map(({ name, value }) => [name, value]))
    const me = await own.ask({ url: '/api/v1/me', cookies })
    expect(me.json()).toMatchObject({ name: 'Ada', role: 'cloud-administrator', by: 'session' })
    const create = (headers: Record<string, string>) =>
      own.ask({ method: 'POST', url: '/api/v1/profiles', payload: { name: 'P' }, cookies, headers })
    expect((await create({})).json()).toMatchObject({ code: 'HF_CROSS_SITE' })
    const csrf = signedIn.cookies.find(({ httpOnly }) => !httpOnly)?.value ?? ''
    expect((await create({ [CSRF_HEADER]: csrf })).statusCode).toBe(201)
    await own.ask({ method: 'POST', url: '/api/v1/sign-out', cookies, headers: { [CSRF_HEADER]: csrf } })
    expect((await own.ask({ url: '/api/v1/me', cookies })).json()).toMatchObject({ code: 'HF_NOT_SIGNED_IN' })
    expect(authenticateBy(own.control)).toBeTypeOf('function')
  })
})

describe('a server that listens', () => {
  test('begins no stream for HEAD, and not more than twenty for one account', async () => {
    await using own = await testServer({}, { clock: systemClock })
    const api = `${await own.listen({ host: '127.0.0.1', port: 0 })}/api/v1`
    const head = async (path: string) => {
      const { status, headers } = await fetch(api + path, { method: 'HEAD', headers: admin })
      return [status, headers.get('allow')]
    }
    expect(await head('/people')).toEqual([200, null])
    expect(await head(`/people/${randomUUID()}/snapshots/latest/zip`)).toEqual([405, 'GET'])
    // Taken for the job of this id, which is none.
    expect(await head('/jobs/events')).toEqual([422, null])
    const url = `${api}/jobs/events`
    const stop = new AbortController()
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => fetch(url, { headers: admin, signal: stop.signal })),
    )
    expect(streams.map(({ status }) => status)).toEqual(Array(20).fill(200))
    const refused = await fetch(url, { headers: admin })
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      429,
      'HF_TOO_MANY_STREAMS',
    ])
    stop.abort()
    const again = async () => {
      const one = new AbortController()
      const { status } = await fetch(url, { headers: admin, signal: one.signal })
      one.abort()
      return status
    }
    await expect.poll(again, { timeout: 5_000 }).toBe(200)
  })

  test('tells of jobs as they change, and ends its streams when it stops', async () => {
    await using own = await testServer({}, { clock: systemClock })
    const url = await own.listen({ host: '127.0.0.1', port: 0 })
    const stream = await fetch(`${url}/api/v1/jobs/events`, { headers: admin })
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    await fetch(`${url}/api/v1/directory/sync`, { method: 'POST', headers: admin })
    let seen = ''
    while (!seen.includes('event: job')) seen += (await reader.read()).value ?? ''
    expect(seen).toContain('"kind":"directory-sync"')
    const stopped = own.stop()
    for (;;) if ((await reader.read()).done) break
    await stopped
  })
})

let profiles = 0

async function makeProfile(name = `Profile ${++profiles}`): Promise<{ id: string }> {
  const { sql } = server.control
  const answer = await post('/api/v1/profiles', { name })
  await sql
    .updateTable('profile')
    .set({ isDefault: true })
    .where('id', '=', answer.json<{ id: string }>().id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('profile as other').select('other.id').where('other.isDefault', '=', true))),
    )
    .execute()
  return answer.json<{ id: string }>()
}
