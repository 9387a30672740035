import { quickXorHash } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import type { DriveItem, UploadContent } from '../src/index.ts'
import { json, type ScriptedAnswer, ScriptedServer, type SeenRequest } from './scripted-server.ts'

const UNIT = 327_680
const PIECE = 32 * UNIT
const SIZE = 2 * PIECE + 1_000
const BYTES = Buffer.alloc(SIZE, 'some content that does not repeat in steps of 160 ')
const HASH = quickXorHash(BYTES)
const MODIFIED = '2020-02-02T02:02:02.500Z'

const done: DriveItem = { id: '01X', name: 'a.bin', size: SIZE, file: { hashes: { quickXorHash: HASH } } }

function content(options: Partial<UploadContent> = {}): UploadContent {
  return {
    size: SIZE,
    conflict: 'fail',
    lastModifiedDateTime: MODIFIED,
    open: async function* (offset) {
      for (let at = offset; at < SIZE; at += 1_000_000) yield BYTES.subarray(at, at + 1_000_000)
    },
    ...options,
  }
}

interface Script {
  /** What the n-th piece (from 1) is answered; the usual answer when undefined. */
  piece?: (n: number, request: SeenRequest) => ScriptedAnswer | undefined
  /** What a look at the file is answered, by number from 1. */
  look?: (n: number) => ScriptedAnswer
  status?: (n: number) => ScriptedAnswer
}

/** A service that keeps an upload session as it should, but for what the script says. */
async function start({ piece, look, status }: Script = {}) {
  const counts = { pieces: 0, looks: 0, statuses: 0, sessions: 0 }
  let received = 0
  const server = await ScriptedServer.start((request, { url }) => {
    const { method, path, headers, body } = request
    if (path.endsWith('/createUploadSession')) {
      counts.sessions++
      received = 0
      return json(200, { uploadUrl: `${url}/up?tempauth=secret-url` })
    }
    if (!path.startsWith('/up'))
      return look?.(++counts.looks) ?? json(404, { error: { code: 'itemNotFound' } })
    if (method === 'DELETE') return { status: 204 }
    if (method === 'GET')
      return status?.(++counts.statuses) ?? json(200, { nextExpectedRanges: [`${received}-`] })
    const scripted = piece?.(++counts.pieces, request)
    if (scripted) return scripted
    expect(headers['content-range']).toBe(`bytes ${received}-${received + body.length - 1}/${SIZE}`)
    received += body.length
    return received === SIZE ? json(201, done) : json(202, { nextExpectedRanges: [`${received}-`] })
  })
  return Object.assign(server, { counts })
}

const target = { parentId: '01P', name: 'a.bin' }

test('pieces are multiples of 320 KiB in order, times go with the session, the token goes to Graph only', async () => {
  await using server = await start()
  await using client = server.client()
  const moved: number[] = []
  expect(await client.upload('d', target, content({ onProgress: (bytes) => moved.push(bytes) }))).toEqual(
    done,
  )
  const [session, ...pieces] = server.seen
  expect(JSON.parse(session!.body.toString())).toEqual({
    item: {
      '@microsoft.graph.conflictBehavior': 'fail',
      fileSize: SIZE,
      fileSystemInfo: { lastModifiedDateTime: MODIFIED },
    },
  })
  expect(pieces.map(({ body }) => body.length)).toEqual([PIECE, PIECE, 1_000])
  expect(moved).toEqual([PIECE, PIECE, 1_000])
  expect(Buffer.concat(pieces.map(({ body }) => body)).equals(BYTES)).toBe(true)
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer secret-token',
    undefined,
    undefined,
    undefined,
  ])
  expect(client.meter.units).toBe(2)
})

describe('one right file comes out of', () => {
  test('a service that lacks something earlier: it says what first', async () => {
    await using server = await start({
      piece: (n) => (n === 2 ? json(416, { error: { code: 'invalidRange' } }) : undefined),
      status: () => json(200, { nextExpectedRanges: [`${PIECE + UNIT}-${PIECE + 2 * UNIT}`, `${PIECE}-`] }),
    })
    await using client = server.client()
    expect(await client.upload('d', target, content())).toEqual(done)
  })

  test('a lost last answer, when the service has everything and is still at it', async () => {
    await using server = await start({
      piece: (n) => (n === 3 ? { status: 504 } : undefined),
      status: () => json(200, { nextExpectedRanges: [] }),
      look: (n) => (n < 2 ? json(404, {}) : json(200, done)),
    })
    await using client = server.client()
    expect(await client.upload('d', target, content())).toEqual(done)
    expect(server.counts.sessions).toBe(1)
  })

  test.each<[string, DriveItem, boolean]>([
    ['of this content', done, true],
    [
      'of other content',
      { ...done, file: { hashes: { quickXorHash: quickXorHash(Buffer.from('x')) } } },
      false,
    ],
    [
      'without a hash, with our time',
      { ...done, file: {}, fileSystemInfo: { lastModifiedDateTime: '2020-02-02T02:02:02Z' } },
      true,
    ],
    [
      'without a hash, with another time',
      { ...done, file: {}, fileSystemInfo: { lastModifiedDateTime: '2020-02-02T02:02:03Z' } },
      false,
    ],
    ['that is a folder', { id: '01F', name: 'a.bin', size: SIZE }, false],
  ])('a lost last answer and a file %s: is it ours? %s', async (_, found, ours) => {
    await using server = await start({
      piece: (n) => (n === 3 ? json(404, { error: { code: 'itemNotFound' } }) : undefined),
      look: () => json(200, found),
    })
    await using client = server.client()
    expect(await client.upload('d', target, content())).toEqual(ours ? found : done)
    expect(server.counts.sessions).toBe(ours ? 1 : 2)
  })
})
