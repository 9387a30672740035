import { ROLES } from '@holdfast/control'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANYBODY } from './access/expectation.ts'
import { EXPECTATIONS } from './access/index.ts'
import { bearer, type TestServer, testServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

describe('who may use which route', () => {
  test('is spelled out for every route, and for nothing else', () => {
    expect(Object.keys(EXPECTATIONS).sort()).toEqual(server.routes.map(({ id }) => id).sort())
  })

  test('is spelled out for every role', () => {
    expect([...ANYBODY].sort()).toEqual(['nobody', ...ROLES].sort())
  })

  test.each(Object.entries(EXPECTATIONS))('%s', async (id, { url, body, allowed }) => {
    const route = server.routes.find((candidate) => candidate.id === id)
    expect(route).toBeDefined()
    const answers: Record<string, string> = {}
    for (const asker of ANYBODY) {
      const answer = await server.ask({
        method: route!.method,
        url,
        ...(asker !== 'nobody' && { headers: bearer(asker) }),
        ...(body !== undefined && { payload: body as object }),
      })
      // It is this route that answered, and its rule that did or did not refuse.
      expect(answer.statusCode, `${asker} at ${url}`).not.toBe(405)
      // SCIM has its own type for errors and answers: only errors have a code.
      const isProblem = /^application\/(problem|scim)\+json/.test(answer.headers['content-type'] ?? '')
      const code = isProblem ? answer.json<{ code?: string }>().code : undefined
      const isDenied = code === (asker === 'nobody' ? 'HF_NOT_SIGNED_IN' : 'HF_FORBIDDEN')
      answers[asker] = isDenied ? 'denied' : 'allowed'
    }
    const expected = ANYBODY.map((asker) => [asker, allowed.includes(asker) ? 'allowed' : 'denied'])
    expect(answers).toEqual(Object.fromEntries(expected))
  })

  test('is not decided by a credential that is good for nobody', async () => {
    const credentials = [
      { authorization: 'Bearer hft_nobody' },
      { authorization: 'Basic YTpi' },
      { authorization: 'Bearer ' },
      { cookie: 'holdfast_session=nobody' },
      { authorization: 'Bearer hft_nobody', cookie: 'holdfast_session=auditor' },
    ]
    for (const headers of credentials) {
      const answer = await server.ask({ url: '/api/v1/me', headers })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toContain('Bearer')
      expect(answer.json()).toMatchObject({ code: 'HF_NOT_SIGNED_IN', status: 401 })
    }
  })
})
