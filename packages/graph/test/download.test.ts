import { describe, expect, test } from 'vitest'
import { json, type ScriptedAnswer, ScriptedServer, type SeenRequest } from './scripted-server.ts'

const CONTENT = Buffer.from(Array.from({ length: 5_000 }, (_, i) => i & 0xff))

/** Graph's `/content` leads to `/file?…`; what that answers is the test's. */
function serve(file: (request: SeenRequest, times: number) => ScriptedAnswer) {
  let times = 0
  let urls = 0
  return ScriptedServer.start((request, { url }) => {
    if (request.path.includes('/content'))
      return { status: 302, headers: { location: `${url}/file?fresh=${++urls}` } }
    return file(request, ++times)
  })
}

function ranged({ headers }: SeenRequest, ignore = false): ScriptedAnswer {
  const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0)
  if (!headers.range || ignore)
    return { status: 200, headers: { 'content-length': String(CONTENT.length) }, body: CONTENT }
  if (from >= CONTENT.length)
    return { status: 416, headers: { 'content-range': `bytes */${CONTENT.length}` } }
  const headersOut = {
    'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}`,
    'content-length': String(CONTENT.length - from),
  }
  return { status: 206, headers: headersOut, body: CONTENT.subarray(from) }
}

const cutAfter = (bytes: number): ScriptedAnswer => ({
  status: 200,
  headers: { 'content-length': String(CONTENT.length) },
  body: CONTENT.subarray(0, bytes),
  cut: true,
})

async function fetchAll(
  server: ScriptedServer,
  options: { url?: string; offset?: number } = {},
): Promise<Buffer> {
  await using client = server.client()
  return Buffer.concat(await Array.fromAsync(client.download('d', 'x', options)))
}

test('F14 the token is never sent to the download host', async () => {
  await using server = await serve((request) => ranged(request))
  expect(await fetchAll(server)).toEqual(CONTENT)
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-token', undefined])
})

test('a URL from the listing saves a request', async () => {
  await using server = await serve((request) => ranged(request))
  expect(await fetchAll(server, { url: `${server.url}/file` })).toEqual(CONTENT)
  expect(server.seen).toHaveLength(1)
})

test('a broken connection is resumed where it broke', async () => {
  await using server = await serve((request, times) => (times === 1 ? cutAfter(3_000) : ranged(request)))
  expect(await fetchAll(server)).toEqual(CONTENT)
  expect(server.seen.at(-1)!.headers.range).toBe('bytes=3000-')
})

test('a server that ignores the range sends all; what was there already is dropped', async () => {
  await using server = await serve((request, times) =>
    times === 1 ? cutAfter(3_000) : ranged(request, true),
  )
  expect(await fetchAll(server)).toEqual(CONTENT)
})

test('a connection that breaks after the last byte is complete', async () => {
  await using server = await serve((request, times) =>
    times === 1
      ? { ...cutAfter(CONTENT.length), headers: { 'content-length': String(CONTENT.length + 10) } }
      : ranged(request),
  )
  expect(await fetchAll(server)).toEqual(CONTENT)
})

test('F13 an expired URL is renewed, in the middle of a file too', async () => {
  await using server = await serve((request, times) => {
    if (times === 1) return cutAfter(1_000)
    return times === 2
      ? json(401, { error: { code: 'unauthenticated', innerError: { code: 'expiredToken' } } })
      : ranged(request)
  })
  expect(await fetchAll(server)).toEqual(CONTENT)
  expect(server.seen.filter(({ path }) => path.includes('/content'))).toHaveLength(2)
})

describe('F15 what is refused gives no bytes and a reason', () => {
  test.each<[string, ScriptedAnswer, string, number]>([
    ['malware by code', json(403, { error: { code: 'malwareDetected' } }), 'HF_MALWARE', 1],
    [
      'malware by header',
      { status: 403, headers: { 'x-virus-infected': 'EICAR' }, body: '<html>' },
      'HF_MALWARE',
      1,
    ],
    ['malware as an empty 400', { status: 400 }, 'HF_DOWNLOAD_REFUSED', 1],
    [
      'a policy',
      json(403, { error: { code: 'accessDenied', message: 'blocked' } }),
      'HF_DOWNLOAD_REFUSED',
      3,
    ],
    ['gone', json(404, { error: { code: 'itemNotFound' } }), 'HF_ITEM_GONE', 1],
    ['locked', json(423, { error: { code: 'notAllowed' } }), 'HF_ITEM_LOCKED', 1],
    [
      'malware by inner code',
      json(403, { error: { code: 'x', innerError: { code: 'virusSuspicious' } } }),
      'HF_MALWARE',
      1,
    ],
    ['a bad request', json(400, { error: { code: 'invalidRequest' } }), 'HF_DOWNLOAD_REFUSED', 1],
    ['a method that is not allowed', { status: 405 }, 'HF_DOWNLOAD_REFUSED', 1],
    ['a purged version', { status: 410 }, 'HF_ITEM_GONE', 1],
    ['a range that is not there', { status: 416 }, 'HF_DOWNLOAD_INCOMPLETE', 1],
    ['HTML for ever', { status: 503, body: '<html>busy</html>' }, 'HF_GRAPH_UNAVAILABLE', 5],
    ['bandwidth for ever', { status: 509 }, 'HF_THROTTLED', 5],
    ['too many for ever', { status: 429, headers: { 'retry-after': '2' } }, 'HF_THROTTLED', 5],
    ['nothing but breaks', { ...cutAfter(0) }, 'HF_DOWNLOAD_INCOMPLETE', 5],
  ])('%s', async (_, answer, code, tries) => {
    await using server = await serve(() => answer)
    await using client = server.client()
    const got: Buffer[] = []
    const failure = await (async () => {
      for await (const part of client.download('d', 'x')) got.push(part)
    })().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code })
    expect(Buffer.concat(got).length).toBe(0)
    expect(server.seen.filter(({ path }) => path.startsWith('/file')).length).toBe(tries)
    expect(JSON.stringify(failure)).not.toContain('/file?')
  })
})

test.each<[string, ScriptedAnswer, string]>([
  ['a policy', json(403, { error: { code: 'accessDenied' } }), 'HF_DOWNLOAD_REFUSED'],
  ['malware', json(403, { error: { code: 'malwareDetected' } }), 'HF_MALWARE'],
  ['the current version', json(400, { error: { code: 'invalidRequest' } }), 'HF_DOWNLOAD_REFUSED'],
  ['a purged version', json(410, { error: { code: 'gone' } }), 'HF_ITEM_GONE'],
  ['a notebook', json(404, { error: { code: 'itemNotFound' } }), 'HF_ITEM_GONE'],
  ['a lock', json(423, { error: { code: 'locked' } }), 'HF_ITEM_LOCKED'],
  ['a redirect to nowhere', { status: 302 }, 'HF_DOWNLOAD_REFUSED'],
])('Graph itself refuses for %s: one request, no bytes', async (_, answer, code) => {
  await using server = await ScriptedServer.start(() => answer)
  await expect(fetchAll(server)).rejects.toMatchObject({ code })
  expect(server.seen.length).toBe(1)
})

test('bytes that Graph gives at once, without a redirect, are taken', async () => {
  await using server = await ScriptedServer.start((request) => ranged(request))
  expect(await fetchAll(server)).toEqual(CONTENT)
  expect(await fetchAll(server, { offset: 4_000 })).toEqual(CONTENT.subarray(4_000))
})

describe('bytes of two states are never joined', () => {
  const cut = cutAfter(3_000)
  test.each<[string, ScriptedAnswer, (request: SeenRequest) => ScriptedAnswer]>([
    [
      'another entity tag',
      { ...cut, headers: { ...cut.headers, etag: '"1"' } },
      (request) => {
        const answer = ranged(request)
        return { ...answer, headers: { ...answer.headers, etag: '"2"' } }
      },
    ],
    [
      'another size',
      cut,
      () => ({ status: 206, headers: { 'content-range': 'bytes 3000-5999/6000' }, body: 'x' }),
    ],
    ['a gap', cut, () => ({ status: 206, headers: { 'content-range': 'bytes 3500-4999/5000' }, body: 'x' })],
    ['a shorter file', cut, () => ({ status: 416, headers: { 'content-range': 'bytes */2000' } })],
  ])('%s', async (_, first, then) => {
    await using server = await serve((request, times) => (times === 1 ? first : then(request)))
    await using client = server.client()
    const got: Buffer[] = []
    const failure = await (async () => {
      for await (const part of client.download('d', 'x')) got.push(part)
    })().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'HF_DOWNLOAD_INCOMPLETE', retry: 'later' })
    expect(Buffer.concat(got)).toEqual(CONTENT.subarray(0, 3_000))
  })
})

test('a range that begins earlier than asked is trimmed', async () => {
  await using server = await serve((_, times) =>
    times === 1
      ? cutAfter(3_000)
      : { status: 206, headers: { 'content-range': 'bytes 2000-4999/5000' }, body: CONTENT.subarray(2_000) },
  )
  expect(await fetchAll(server)).toEqual(CONTENT)
})

test('a connection that goes silent is given up, and the rest fetched', async () => {
  await using server = await serve((request, times) =>
    times === 1 ? { ...cutAfter(2_000), cut: false, stall: true } : ranged(request),
  )
  await using client = server.client(undefined, { stallTimeout: 200 })
  expect(Buffer.concat(await Array.fromAsync(client.download('d', 'x')))).toEqual(CONTENT)
  expect(server.seen.at(-1)!.headers.range).toBe('bytes=2000-')
})

test('a cancel in the middle of a file ends the download, without another request', async () => {
  await using server = await serve(() => ({ ...cutAfter(2_000), cut: false, stall: true }))
  await using client = server.client()
  const stop = new AbortController()
  const reading = (async () => {
    for await (const _ of client.download('d', 'x', { signal: stop.signal })) stop.abort(new Error('enough'))
  })()
  await expect(reading).rejects.toThrow('enough')
  expect(server.seen.length).toBe(2)
})

test('a download host that asks to wait stops the whole tenant', async () => {
  await using server = await serve((request, times) =>
    times === 1 ? { status: 429, headers: { 'retry-after': '30' } } : ranged(request),
  )
  await using client = server.client()
  const start = server.clock.now()
  await Promise.all([
    Array.fromAsync(client.download('d', 'x', { url: `${server.url}/file` })).then(() =>
      client.versions('d', 'x').catch(() => {}),
    ),
  ])
  expect(server.seen.slice(1).every(({ at }) => at >= start + 30_000)).toBe(true)
  expect(client.meter.throttled).toBe(1)
})
