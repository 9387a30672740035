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

test('the token is never sent to the download host', async () => {
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

test('an expired URL is renewed, in the middle of a file too', async () => {
  await using server = await serve((request, times) => {
    if (times === 1) return cutAfter(1_000)
    return times === 2
      ? json(401, { error: { code: 'unauthenticated', innerError: { code: 'expiredToken' } } })
      : ranged(request)
  })
  expect(await fetchAll(server)).toEqual(CONTENT)
  expect(server.seen.filter(({ path }) => path.includes('/content'))).toHaveLength(2)
})

describe('what is refused gives no bytes and a reason', () => {
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
    ['HTML for ever', { status: 503, body: '<html>busy</html>' }, 'HF_THROTTLED', 5],
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
