import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { classify } from '../src/http/classify.ts'
import { parseErrorBody } from '../src/http/error-body.ts'
import { retryAfter } from '../src/http/retry-after.ts'
import type { TokenProvider } from '../src/index.ts'
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
  expect(classify(status, parseErrorBody(text), { delta: code === 'HF_DELTA_RESET' }).code).toBe(code)
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
  ])('F21 status %i with Retry-After %s stops every call of the tenant', async (status, header, wait) => {
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

  test('a 503 without a time to wait is the trouble of one request: others go on, a write is not repeated', async () => {
    await using server = await ScriptedServer.start(({ path, method }) =>
      path.includes('bad') || method === 'POST' ? { status: 503, body: '<html>' } : json(200, item),
    )
    await using client = server.client()
    const start = server.clock.now()
    await expect(client.createFolder('d', 'p', 'name')).rejects.toMatchObject({
      code: 'HF_GRAPH_UNAVAILABLE',
    })
    await client.item('d', 'good')
    expect(server.seen.map(({ at }) => at)).toEqual([start, start])
    await expect(client.item('d', 'bad')).rejects.toMatchObject({ code: 'HF_GRAPH_UNAVAILABLE' })
    expect(client.meter.throttled).toBe(0)
  })

  test('a Retry-After of 0 is not taken at its word', async () => {
    await using server = await ScriptedServer.start((_, { seen }) =>
      seen.length === 1 ? json(429, {}, { 'retry-after': '0' }) : json(200, item),
    )
    await using client = server.client()
    const start = server.clock.now()
    await client.item('d', 'x')
    expect(server.seen[1]!.at - start).toBeGreaterThanOrEqual(500)
  })

  test('a Retry-After of weeks is slept in pieces that a timer can hold, and kept', async () => {
    await using server = await ScriptedServer.start((_, { seen }) =>
      seen.length === 1 ? json(429, {}, { 'retry-after': '4000000' }) : json(200, item),
    )
    await using client = server.client()
    const start = server.clock.now()
    await client.item('d', 'x')
    expect(Math.max(...server.clock.slept)).toBeLessThan(2 ** 31)
    expect(server.seen[1]!.at - start).toBeGreaterThanOrEqual(4e9)
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
  const asked: (string | undefined)[] = []
  const tokens: TokenProvider = {
    token: async ({ refused } = {}) => {
      asked.push(refused)
      return refused ? 'new' : 'old'
    },
  }
  await using server = await ScriptedServer.start(({ headers, path }) =>
    headers.authorization === 'Bearer new' && !path.includes('never')
      ? json(200, item)
      : json(401, { error: { code: 'InvalidAuthenticationToken' } }),
  )
  await using client = server.client(tokens)
  await client.item('d', 'x')
  expect(asked).toEqual([undefined, 'old'])
  await expect(client.item('d', 'never')).rejects.toMatchObject({ code: 'HF_ACCESS_DENIED' })
})

test('every request says who we are; delta asks for sharing where it begins, and for shortcuts', async () => {
  await using server = await ScriptedServer.start(() =>
    json(200, { value: [], '@odata.deltaLink': 'http://x/delta?token=1' }),
  )
  await using client = server.client()
  await Array.fromAsync(client.delta('d'))
  expect(server.seen[0]!.headers['user-agent']).toMatch(/^NONISV\|Holdfast\|Holdfast\//)
  expect(server.seen[0]!.headers.prefer).toBe('hierarchicalsharing, Include-Feature=AddToOneDrive')
  expect(server.seen[0]!.path).toContain('deleted')
})

test.each([
  ['users', 'User.Read.All'],
  ['item', 'Files.Read.All'],
  ['folder', 'Files.ReadWrite.All'],
])('a refusal of %s names the permission %s', async (what, permission) => {
  await using server = await ScriptedServer.start(() => json(403, { error: { code: 'accessDenied' } }))
  await using client = server.client()
  const call = {
    users: () => Array.fromAsync(client.users()),
    item: () => client.item('d', 'x'),
    folder: () => client.createFolder('d', 'p', 'n'),
  }[what]!
  await expect(call()).rejects.toMatchObject({
    code: 'HF_ACCESS_DENIED',
    hint: expect.stringContaining(` ${permission},`),
  })
})

describe('answers', () => {
  test('lists come compressed, and so do errors', async () => {
    await using server = await ScriptedServer.start(({ path, headers }) => {
      expect(headers['accept-encoding']).toBe('gzip')
      const bad = path.includes('bad')
      const body = bad ? { error: { code: 'invalidRequest', innerError: { code: 'pathIsTooLong' } } } : item
      const zipped = gzipSync(JSON.stringify(body))
      return { status: bad ? 400 : 200, headers: { 'content-encoding': 'gzip' }, body: zipped }
    })
    await using client = server.client()
    expect(await client.item('d', 'good')).toEqual(item)
    await expect(client.item('d', 'bad')).rejects.toMatchObject({ code: 'HF_NAME_INVALID' })
  })

  test.each([
    ['breaks off', { status: 200, headers: { 'content-length': '100' }, body: '{"id":', cut: true }],
    ['is cut short', { status: 200, body: '{"id":' }],
    ['is damaged', { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'x' }],
  ])('one that %s is asked for again, three times', async (_, broken) => {
    await using server = await ScriptedServer.start((_, { seen }) =>
      seen.length === 2 ? json(200, item) : broken,
    )
    await using client = server.client()
    expect(await client.item('d', 'x')).toEqual(item)
    await expect(client.item('d', 'x')).rejects.toMatchObject({ code: 'HF_GRAPH_UNAVAILABLE' })
    expect(server.seen.length).toBe(5)
  })
})

describe('links', () => {
  test('that lead away from Graph are not followed: nobody else sees the token', async () => {
    await using stranger = await ScriptedServer.start(() => json(200, { value: [] }))
    await using server = await ScriptedServer.start(() =>
      json(200, { value: [], '@odata.nextLink': `${stranger.url}/next` }),
    )
    await using client = server.client()
    await expect(Array.fromAsync(client.delta('d'))).rejects.toMatchObject({ code: 'HF_GRAPH_REFUSED' })
    await expect(Array.fromAsync(client.users())).rejects.toMatchObject({ code: 'HF_GRAPH_REFUSED' })
    expect(stranger.seen).toEqual([])
  })

  test('that were stored for another Graph mean a new listing', async () => {
    await using server = await ScriptedServer.start(() => json(200, {}))
    await using client = server.client()
    const link = 'https://graph.microsoft.us/v1.0/drives/d/root/delta?token=1'
    await expect(Array.fromAsync(client.delta('d', { link }))).rejects.toMatchObject({
      code: 'HF_DELTA_RESET',
    })
    expect(server.seen).toEqual([])
  })
})

describe('delta', () => {
  test('F06 pages without a list or without entries are passed, the cursor comes from the last one', async () => {
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

  test('a drive that is too large for large pages is listed in small ones', async () => {
    await using server = await ScriptedServer.start(({ path }) =>
      path.includes('$top=200&')
        ? json(200, { value: [item], '@odata.deltaLink': 'http://x/end' })
        : json(504, { error: { code: 'generalException', innerError: { code: 'cannotSnapshotTree' } } }),
    )
    await using client = server.client()
    expect((await Array.fromAsync(client.delta('d'))).map(({ items }) => items.length)).toEqual([1])
    await expect(
      Array.fromAsync(client.delta('d', { link: `${server.url}/delta?token=1` })),
    ).rejects.toMatchObject({ code: 'HF_GRAPH_UNAVAILABLE' })
  })

  test('the same page again and again is an error', async () => {
    await using server = await ScriptedServer.start((_, { url }) =>
      json(200, { value: [], '@odata.nextLink': `${url}/delta?same` }),
    )
    await using client = server.client()
    await expect(Array.fromAsync(client.delta('d'))).rejects.toMatchObject({ code: 'HF_DELTA_LOOP' })
    expect(server.seen.length).toBeLessThan(6)
  })

  test.each([
    [410, { error: { code: 'resyncRequired' } }],
    [410, { error: { code: 'ResyncRequired', innerError: { code: 'resyncChangesUploadDifferences' } } }],
    [410, { error: { code: 'resyncChangesApplyDifferences' } }],
    [410, '<html>gone</html>'],
    [410, ''],
    [404, { error: { code: 'syncStateNotFound' } }],
    [400, { error: { code: 'SyncStateInvalid' } }],
    [400, { error: { code: 'invalidRequest', message: 'The provided deltaToken is expired.' } }],
  ])('a dropped token spelled %i %j is told apart from every other error', async (status, body) => {
    await using server = await ScriptedServer.start(() => json(status, body, { location: 'http://x' }))
    await using client = server.client()
    await expect(
      Array.fromAsync(client.delta('d', { link: `${server.url}/delta?token=old` })),
    ).rejects.toMatchObject({ code: 'HF_DELTA_RESET' })
  })
})
