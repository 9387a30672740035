import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearer, type TestServer, testServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const NOBODY = '11111111-1111-4111-8111-111111111111'
const BEYOND = ['0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z']
const cursor = (text: string): string => Buffer.from(text).toString('base64url')

/** Every way by which a time comes in from outside. */
const WAYS: readonly ((time: string) => string)[] = [
  (time) => `/api/v1/jobs?changedAfter=${encodeURIComponent(time)}`,
  (time) => `/api/v1/jobs?cursor=${cursor(`${time} ${NOBODY}`)}`,
  (time) => `/api/v1/alerts?cursor=${cursor(JSON.stringify([time, NOBODY]))}`,
  (time) => `/api/v1/audit?from=${encodeURIComponent(time)}`,
  (time) => `/api/v1/people/${NOBODY}/snapshots?from=${encodeURIComponent(time)}`,
]

test('a time that JavaScript knows and the database does not made the server fail', async () => {
  for (const way of WAYS) {
    for (const time of BEYOND) {
      const answer = await server.ask({ url: way(time), headers: bearer('cloud-administrator') })
      expect([way(time), answer.json().code]).toEqual([way(time), 'HF_INVALID'])
    }
  }
})

test('the ends of what both know are taken', async () => {
  for (const time of ['0001-01-02T00:00:00Z', '9999-12-31T23:59:59Z']) {
    for (const way of WAYS.slice(0, -1)) {
      const answer = await server.ask({ url: way(time), headers: bearer('cloud-administrator') })
      expect([way(time), answer.statusCode]).toEqual([way(time), 200])
    }
  }
})
