import { describe, expect, test } from 'vitest'
import { classify } from '../src/http/classify.ts'
import { parseErrorBody } from '../src/http/error-body.ts'
import { retryAfter } from '../src/http/retry-after.ts'
import { json, ScriptedServer } from './scripted-server.ts'

const item = { id: '01X', name: 'a' }

test.each([
  [400, { error: { code: 'invalidRequest', innerError: { code: 'pathIsTooLong' } } }, 'HF_NAME_INVALID'],
  [400, { error: { code: 'badRequest', message: 'Invalid delta token' } }, 'HF_DELTA_RESET'],
  [400, { error: { code: 'invalidRequest' } }, 'HF_GRAPH_REFUSED'],
  [403, { error: { code: 'AccessDenied', message: 'no' } }, 'HF_ACCESS_DENIED'],
  [403, { error: { code: 'MALWAREDETECTED' } }, 'HF_MALWARE'],
  [404, { error: { code: 'itemNotFound' } }, 'HF_ITEM_GONE'],
  [409, { error: { code: 'NameAlreadyExists' } }, 'HF_NAME_CONFLICT'],
  [
    410,
    { error: { code: 'resyncRequired', innererror: { code: 'resyncChangesApplyDifferences' } } },
    'HF_DELTA_RESET',
  ],
  [404, { error: { code: 'syncStateNotFound' } }, 'HF_DELTA_RESET'],
  [412, {}, 'HF_CHANGED_MEANWHILE'],
  [423, { error: { code: 'notAllowed', innerError: { code: 'resourceLocked' } } }, 'HF_ITEM_LOCKED'],
  [507, '', 'HF_QUOTA_EXCEEDED'],
  [503, '<html><title>Service unavailable</title></html>', 'HF_GRAPH_UNAVAILABLE'],
  [500, '', 'HF_GRAPH_UNAVAILABLE'],
])('status %i with %j is %s', (status, body, code) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  expect(classify(status, parseErrorBody(text)).code).toBe(code)
})

test.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (header, wait) => {
  expect(retryAfter(header, Date.parse('2026-01-01T00:00:00Z'))).toBe(wait)
})

describe('waiting', () => {
  test.each([
    [429, '17', 17_000],
    [503, '17', 17_000],
    [429, 'Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ])('status %i with Retry-After %s stops every call of the tenant', async (status, header, wait) => {
    let first = true
    await using server = await ScriptedServer.start(() => {
      if (!first) return json(200, item)
      first = false
      return json(status, {}, { 'retry-after': header })
    })
    await using client = server.client()
    const start = server.clock.now()
    await client.item('d', '01X')
    await Promise.all([client.item('d', '01X'), client.item('d', '01X')])
    const within = server.seen.slice(1).filter(({ at }) => at < start + wait)
    expect(within).toEqual([])
    expect(client.meter.throttled).toBe(1)
  })

  test('a service that never recovers is given up after some tries, with growing waits', async () => {
    await using server = await ScriptedServer.start(() => ({ status: 502, body: 'bad gateway' }))
    await using client = server.client()
    await expect(client.item('d', 'x')).rejects.toMatchObject({
      code: 'HF_GRAPH_UNAVAILABLE',
      retry: 'later',
    })
    expect(server.seen.length).toBe(6)
    expect(server.clock.slept.length).toBe(5)
  })

  test('a write of unclear outcome is not sent again; one that was turned away is', async () => {
    await using server = await ScriptedServer.start(({ path }, { seen }) => {
      if (path.includes('/root/')) return { status: 500 }
      return seen.length < 2 ? { status: 429, headers: { 'retry-after': '1' } } : json(201, item)
    })
    await using client = server.client()
    await client.createFolder('d', 'p', 'name')
    expect(server.seen.length).toBe(2)
    await expect(client.createFolder('d', 'root', 'name')).rejects.toMatchObject({
      code: 'HF_GRAPH_UNAVAILABLE',
    })
    expect(server.seen.length).toBe(3)
  })

  test('a used-up rate limit is waited for before it turns us away', async () => {
    await using server = await ScriptedServer.start(() =>
      json(200, item, { 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }),
    )
    await using client = server.client()
    const start = server.clock.now()
    await client.item('d', 'x')
    await client.item('d', 'x')
    expect(server.seen[1]!.at - start).toBeGreaterThanOrEqual(9_000)
  })
})

test('a refused token is renewed once; a second refusal is an error', async () => {
  const asked: boolean[] = []
  const tokens = {
    token: async ({ renew = false } = {}) => {
      asked.push(renew)
      return renew ? 'new' : 'old'
    },
  }
  await using server = await ScriptedServer.start(({ headers, path }) =>
    headers.authorization === 'Bearer new' && !path.includes('never')
      ? json(200, item)
      : json(401, { error: { code: 'InvalidAuthenticationToken' } }),
  )
  await using client = server.client(tokens)
  await client.item('d', 'x')
  expect(asked).toEqual([false, true])
  await expect(client.item('d', 'never')).rejects.toMatchObject({ code: 'HF_ACCESS_DENIED' })
})

test('every request says who we are, and asks for sharing only where it begins', async () => {
  await using server = await ScriptedServer.start(() =>
    json(200, { value: [], '@odata.deltaLink': 'http://x/delta?token=1' }),
  )
  await using client = server.client()
  await Array.fromAsync(client.delta('d'))
  expect(server.seen[0]!.headers['user-agent']).toMatch(/^NONISV\|Holdfast\|Holdfast\//)
  expect(server.seen[0]!.headers.prefer).toBe('hierarchicalsharing')
  expect(server.seen[0]!.path).toContain('deleted')
})

describe('delta', () => {
  test('pages without a list or without entries are passed, the cursor comes from the last one', async () => {
    await using server = await ScriptedServer.start(({ path }, { url }) => {
      if (path.includes('page=2')) return json(200, { '@odata.nextLink': `${url}/delta?page=3` })
      if (path.includes('page=3')) return json(200, { value: [item], '@odata.deltaLink': 'http://x/end' })
      return json(200, { value: [], '@odata.nextLink': `${url}/delta?page=2` })
    })
    await using client = server.client()
    const pages = await Array.fromAsync(client.delta('d'))
    expect(pages.map(({ items }) => items.length)).toEqual([0, 0, 1])
    expect(pages.at(-1)?.deltaLink).toBe('http://x/end')
    expect(client.meter.byKind).toEqual({ enumeration: 1, delta: 2 })
  })

  test('the same page again and again is an error', async () => {
    await using server = await ScriptedServer.start((_, { url }) =>
      json(200, { value: [], '@odata.nextLink': `${url}/delta?same` }),
    )
    await using client = server.client()
    await expect(Array.fromAsync(client.delta('d'))).rejects.toMatchObject({ code: 'HF_DELTA_LOOP' })
    expect(server.seen.length).toBeLessThan(6)
  })

  test('a dropped token is told apart from every other error', async () => {
    await using server = await ScriptedServer.start(() =>
      json(410, { error: { code: 'resyncRequired' } }, { location: 'http://x' }),
    )
    await using client = server.client()
    await expect(
      Array.fromAsync(client.delta('d', { link: `${server.url}/delta?token=old` })),
    ).rejects.toMatchObject({ code: 'HF_DELTA_RESET' })
  })
})
