import { describe, expect, test } from 'vitest'
import { parseErrorBody } from '../src/http/error-body.ts'
import { json, type ScriptedAnswer, ScriptedServer } from './scripted-server.ts'

const error = (status: number, code: string, message = '', inner?: string): ScriptedAnswer =>
  json(status, { error: { code, message, ...(inner && { innerError: { code: inner } }) } })

async function lookUp(answer: ScriptedAnswer): Promise<unknown> {
  await using server = await ScriptedServer.start(() => answer)
  await using client = server.client()
  return await client.findDrive('adele@contoso.example').catch((failure: unknown) => failure)
}

describe('a person without a drive', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['never provisioned', error(404, 'ResourceNotFound', "User's mysite not found."), 'none'],
    ['the same, upper case', error(404, 'RESOURCENOTFOUND', "USER'S MYSITE NOT FOUND."), 'none'],
    ['an older service', error(400, 'BadRequest', "Unable to retrieve user's mysite URL."), 'none'],
    [
      'an older service of few words',
      error(400, 'UnknownError', "Unable to retrieve user's mysite URL."),
      'none',
    ],
    [
      'a site just deleted, as HTML',
      { status: 404, body: '<html><title>FILE NOT FOUND</title></html>' },
      'none',
    ],
    ['a site just deleted, as text', { status: 404, body: '404 FILE NOT FOUND' }, 'none'],
    ['a 404 without a body', { status: 404 }, 'none'],
    ['a shared mailbox', error(403, 'UnknownError'), 'inaccessible'],
    ['a 403 without a body', { status: 403 }, 'inaccessible'],
    ['no SharePoint at all', error(400, 'BadRequest', 'Tenant does not have a SPO license.'), 'unlicensed'],
    [
      'a locked site',
      error(423, 'notAllowed', 'Access to this site has been blocked.', 'resourceLocked'),
      'locked',
    ],
    ['a locked site without a body', { status: 423 }, 'locked'],
  ])('%s', async (_, answer, state) => {
    expect(await lookUp(answer)).toMatchObject({ state, reason: expect.stringMatching(/\w/) })
  })

  test.each<[string, ScriptedAnswer, string]>([
    [
      'a person nobody knows',
      error(404, 'Request_ResourceNotFound', 'Resource does not exist.'),
      'EUSERNOTFOUND',
    ],
    [
      'the same in older words',
      error(404, 'ErrorInvalidUser', 'The requested user is invalid.'),
      'EUSERNOTFOUND',
    ],
    ['a permission we lack', error(403, 'accessDenied', 'Access denied'), 'HF_ACCESS_DENIED'],
    [
      'the directory’s word for it',
      error(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
      'HF_ACCESS_DENIED',
    ],
    ['another 400', error(400, 'BadRequest', 'Something else.'), 'HF_GRAPH_REFUSED'],
    ['being too fast, said by 403 alone', error(403, 'ApplicationThrottled'), 'HF_THROTTLED'],
  ])('is not the same as %s', async (_, answer, code) => {
    expect(await lookUp(answer)).toMatchObject({ code })
  })
})

test('a 403 that means "slow down" was taken for a refusal; it stops everyone as a 429 does', async () => {
  await using server = await ScriptedServer.start((_, { seen }) =>
    seen.length === 1
      ? {
          ...error(403, 'ApplicationThrottled', 'Application is over its limit.'),
          headers: { 'retry-after': '30' },
        }
      : json(200, { id: 'x' }),
  )
  await using client = server.client()
  const start = server.clock.now()
  await Promise.all([client.item('d', 'x'), client.item('d', 'y')])
  expect(server.seen.at(-1)!.at - start).toBeGreaterThanOrEqual(30_000)
  expect(client.meter.throttled).toBe(1)
})

test('"gone" asks for a new listing only where changes were asked for', async () => {
  await using server = await ScriptedServer.start(() => error(410, 'gone', 'The version was purged.'))
  await using client = server.client()
  await expect(client.versions('d', 'x')).rejects.toMatchObject({ code: 'HF_ITEM_GONE' })
  await expect(client.item('d', 'x')).rejects.toMatchObject({ code: 'HF_ITEM_GONE' })
  await expect(
    Array.fromAsync(client.delta('d', { link: `${server.url}/delta?token=1` })),
  ).rejects.toMatchObject({
    code: 'HF_DELTA_RESET',
  })
})

test('the page that a virus scanner gives out instead of the file is not the file', async () => {
  await using server = await ScriptedServer.start(({ path }, { url }) =>
    path.endsWith('/content')
      ? { status: 302, headers: { location: `${url}/file` } }
      : {
          status: 200,
          headers: { 'x-virus-infected': 'EICAR-Test-File' },
          body: '<html>This file is infected</html>',
        },
  )
  await using client = server.client()
  await expect(Array.fromAsync(client.download('d', 'x'))).rejects.toMatchObject({ code: 'HF_MALWARE' })
})

test.each([
  '',
  'null',
  '[]',
  '"text"',
  '{"error":null}',
  '{"error":"text"}',
  '{"error":{"code":7,"innerError":"x"}}',
  '<html>',
  '{"error":',
])('an error body of %j hides nothing', (text) => {
  expect(parseErrorBody(text)).toMatchObject({ code: '', inner: '' })
})
