import { describe, expect, test } from 'vitest'
import { documentedCodes } from '../../documentation/error-page.ts'
import { apiDocument } from '../api-document.ts'
import { operationsOf } from '../document/operation.ts'
import type { WireAnswer } from '../wire/wire-answer.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { Judge } from './judge.ts'

const document = await apiDocument()
const operations = operationsOf(document)
const judge = new Judge({ document, operations, codes: documentedCodes() })
const operation = operations.find(({ id }) => id === 'readPerson')!
const ID = '11111111-1111-4111-8111-111111111111'
const request: WireRequest = {
  operation,
  method: 'GET',
  target: `/api/v1/people/${ID}`,
  headers: {},
  body: undefined,
  mutations: [],
}

function answer(status: number, body: unknown, type = 'application/problem+json'): WireAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    headers: { 'content-type': type },
    body: Buffer.from(text),
    milliseconds: 1,
    isCut: false,
  }
}

function problem(status: number, code: string, detail = 'It is not there.') {
  const type = `urn:holdfast:error:${code}`
  const rest = { title: 'x', hint: 'x', retry: 'never', instance: 'urn:x' }
  return { type, status, code, detail, ...rest }
}

const person = {
  id: ID,
  directoryId: null,
  principalName: 'a@b',
  email: null,
  displayName: 'A',
  source: 'hand',
  state: 'active',
  profileId: ID,
  profileName: 'Default',
  profileFixed: false,
  preservedAt: null,
  preservedBy: null,
  deletedAt: null,
  purgeAt: null,
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
  version: 1,
  adminAccess: true,
  onedrive: null,
}
const JSON_TYPE = 'application/json; charset=utf-8'
const good = answer(200, person, JSON_TYPE)

describe('the judge', () => {
  test('finds nothing where all is well', () => {
    expect(judge.findings(request, good)).toEqual([])
    expect(judge.findings(request, answer(404, problem(404, 'HF_NOT_FOUND')))).toEqual([])
  })

  test.each<[string, WireAnswer]>([
    ['server error', answer(500, problem(500, 'HF_INTERNAL'))],
    ['server error', answer(503, problem(503, 'HF_DATABASE_UNAVAILABLE'))],
    ['no problem', answer(500, 'Internal Server Error', 'text/plain')],
    ['no problem', answer(404, problem(404, 'HF_NOT_FOUND'), JSON_TYPE)],
    ['no problem', answer(404, '{')],
    ['no problem', answer(404, { code: 'HF_NOT_FOUND' })],
    ['no problem', answer(404, problem(400, 'HF_NOT_FOUND'))],
    ['unknown code', answer(404, problem(404, 'HF_NEVER_HEARD_OF'))],
    ['undocumented', answer(409, problem(409, 'HF_JOB_ENDED'))],
    ['undocumented', answer(202, person, JSON_TYPE)],
    ['body', answer(200, { ...person, version: 'one' }, JSON_TYPE)],
    ['body', answer(200, { ...person, passwordHash: 'x' }, JSON_TYPE)],
    ['body', answer(200, { ...person, id: undefined }, JSON_TYPE)],
    ['body', answer(200, '<p>', 'text/html')],
    ['slow', { ...good, milliseconds: 10_001 }],
  ])('finds: %s (%#)', (rule, given) => {
    expect(judge.findings(request, given).map((finding) => finding.rule)).toContain(rule)
  })

  test.each([
    'Error\n    at handle (file.js:1:2)',
    'see person.ts:12',
    '/home/holdfast/data/x',
    'select "id" from "person"',
    'duplicate key value',
    'TypeError: x',
    'Cannot read properties of undefined',
    '[object Object]',
    'root:x:0:0:root',
  ])('finds what gives the inside away: %j', (detail) => {
    const given = answer(404, problem(404, 'HF_NOT_FOUND', detail))
    expect(judge.findings(request, given).map(({ rule }) => rule)).toContain('leak')
  })

  test('takes a closed connection for an answer only where nonsense was sent', () => {
    const closed = { failure: 'ECONNRESET', milliseconds: 1 }
    expect(judge.findings(request, closed)).toEqual([{ rule: 'no answer', what: 'ECONNRESET' }])
    expect(judge.findings({ ...request, mutations: ['some'] }, closed)).toEqual([])
  })
})
