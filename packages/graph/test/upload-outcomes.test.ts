import { describe, expect, test } from 'vitest'
import type { UploadContent } from '../src/index.ts'
import { type Misbehave, type Piece, ScriptedDrive } from './scripted-drive.ts'
import { json, type ScriptedAnswer } from './scripted-server.ts'

const PIECE = 32 * 327_680
const SIZE = 2 * PIECE + 123_457
const BYTES = Buffer.alloc(SIZE)
for (let i = 0; i < SIZE; i += 4) BYTES.writeUInt32LE((i * 2_654_435_761) >>> 0, Math.min(i, SIZE - 4))

const TIMES = { createdDateTime: '2019-05-06T07:08:09Z', lastModifiedDateTime: '2020-01-02T03:04:05Z' }

function contentOf(bytes: Buffer, more: Partial<UploadContent> = {}): UploadContent {
  return {
    size: bytes.length,
    conflict: 'fail',
    ...TIMES,
    // Odd parts: they never end where a piece does.
    open: async function* (offset) {
      for (let at = offset; at < bytes.length; at += 999_983)
        yield bytes.subarray(at, Math.min(at + 999_983, bytes.length))
    },
    ...more,
  }
}

async function send(drive: ScriptedDrive, content = contentOf(BYTES), name = 'large.bin') {
  await using client = drive.server.client()
  return await client.upload('d', { parentId: 'p', name }, content)
}

const cut: ScriptedAnswer = { status: 200, headers: { 'content-length': '100' }, body: '{"id":', cut: true }
const error = (status: number, code: string, inner?: string): ScriptedAnswer =>
  json(status, { error: { code, message: 'scripted', ...(inner && { innerError: { code: inner } }) } })

function expectOneRightFile(drive: ScriptedDrive, bytes = BYTES): void {
  expect(drive.files).toHaveLength(1)
  expect(drive.files[0]!.content.equals(bytes)).toBe(true)
  expect(drive.files[0]!.times).toEqual(TIMES)
  expect([...drive.sessions.keys()]).toEqual([])
}

/** Misbehaves at the second piece. */
const atSecond =
  (act: (piece: Piece, drive: ScriptedDrive) => ScriptedAnswer | undefined): Misbehave =>
  (piece, drive) =>
    piece.n === 2 ? act(piece, drive) : undefined

/** Carries out the piece and answers something else. */
const afterTaking =
  (answer: ScriptedAnswer) =>
  (piece: Piece): ScriptedAnswer => {
    piece.take()
    return answer
  }

/** The session is no more. */
const withoutSession =
  (answer?: ScriptedAnswer) =>
  (_: Piece, { sessions }: ScriptedDrive): ScriptedAnswer | undefined => {
    sessions.clear()
    return answer
  }

describe('what can happen to a piece ends in exactly one right file', () => {
  test.each<[string, Misbehave]>([
    ['nothing', () => undefined],
    ['500 for a piece that was not taken', atSecond(() => error(500, 'generalException'))],
    ['504 for a piece that was taken', atSecond(afterTaking(error(504, 'x')))],
    ['an HTML 503', atSecond(() => ({ status: 503, body: '<html>busy</html>' }))],
    ['429', atSecond(() => ({ status: 429, headers: { 'retry-after': '3' } }))],
    [
      '416 for a piece that the server has',
      atSecond(afterTaking(error(416, 'invalidRange', 'fragmentOverlap'))),
    ],
    ['a cut connection', atSecond(() => ({ ...cut, status: 202 }))],
    ['a lost session', atSecond(withoutSession())],
    [
      'a session that outlived its day: 401',
      atSecond(withoutSession(error(401, 'unauthenticated', 'expiredToken'))),
    ],
    ['a session that outlived its day: 403', atSecond(withoutSession(error(403, 'accessDenied')))],
    ['410 for a session', atSecond(withoutSession(error(410, 'x')))],
    [
      'an answer to the last piece that breaks off',
      (piece) => (piece.isLast ? afterTaking({ ...cut, status: 201 })(piece) : undefined),
    ],
    [
      'a lost answer to the last piece',
      (piece) => (piece.isLast ? afterTaking(error(500, 'x'))(piece) : undefined),
    ],
  ])('%s', async (_, misbehave) => {
    await using drive = await ScriptedDrive.start(misbehave)
    expect(await send(drive)).toMatchObject({ size: SIZE, name: 'large.bin' })
    expectOneRightFile(drive)
    for (const { first, length } of drive.pieces) {
      expect(first % 327_680).toBe(0)
      if (first + length < SIZE) expect(length % 327_680).toBe(0)
      expect(length).toBeLessThan(60 * 2 ** 20)
    }
  })

  test('the server wants to go on in the middle of a piece', async () => {
    await using drive = await ScriptedDrive.start(({ n, bytes }, { sessions }) => {
      if (n !== 2) return undefined
      const [session] = [...sessions.values()]
      session!.received = Buffer.concat([session!.received, bytes.subarray(0, 327_680)])
      return error(503, 'serviceNotAvailable')
    })
    await send(drive)
    expectOneRightFile(drive)
    expect(drive.steps).toContain(`GET`)
  })
})

test('F14 no token goes to the upload host, and none of its URLs into a message', async () => {
  await using drive = await ScriptedDrive.start(() => error(400, 'invalidRequest'))
  const failure = await send(drive).catch((reason: unknown) => reason)
  expect(String(failure) + JSON.stringify(failure)).not.toContain('tempauth')
  const uploads = drive.server.seen.filter(({ path }) => path.startsWith('/upload/'))
  expect(uploads.length).toBeGreaterThan(0)
  for (const { headers } of uploads) expect(headers.authorization).toBeUndefined()
})

describe('202 for the last piece', () => {
  test('is waited for until the file is there', async () => {
    let asked = 0
    await using drive = await ScriptedDrive.start(({ isLast, take }, drive) => {
      if (!isLast) return undefined
      take()
      const file = drive.files.pop()!
      const items = drive.answer.bind(drive)
      drive.answer = (request) => {
        if (request.method === 'GET' && !request.path.startsWith('/upload') && ++asked === 3)
          drive.files.push(file)
        return items(request)
      }
      return json(202, { nextExpectedRanges: [] })
    })
    expect(await send(drive)).toMatchObject({ size: SIZE })
    expectOneRightFile(drive)
  })

  test('is no success when the file never appears', async () => {
    await using drive = await ScriptedDrive.start(({ isLast }) =>
      isLast ? json(202, { nextExpectedRanges: [] }) : undefined,
    )
    await expect(send(drive)).rejects.toMatchObject({ code: 'HF_UPLOAD_FAILED' })
    expect([...drive.sessions.keys()]).toEqual([])
  })
})

describe('what never ends is given up, and the session with it', () => {
  test.each<[string, () => ScriptedAnswer, string]>([
    ['503', () => ({ status: 503 }), 'HF_UPLOAD_FAILED'],
    ['429', () => ({ status: 429 }), 'HF_THROTTLED'],
    ['416', () => error(416, 'invalidRange', 'fragmentOutOfOrder'), 'HF_UPLOAD_FAILED'],
    [
      '202 that always wants the same bytes',
      () => json(202, { nextExpectedRanges: ['0-'] }),
      'HF_UPLOAD_FAILED',
    ],
    ['breaks', () => ({ ...cut, status: 202 }), 'HF_UPLOAD_FAILED'],
  ])('%s', async (_, answer, code) => {
    await using drive = await ScriptedDrive.start(answer)
    await expect(send(drive, contentOf(BYTES.subarray(0, 700_000)))).rejects.toMatchObject({ code })
    expect(drive.files).toEqual([])
    expect(drive.pieces.length).toBeLessThan(20)
    expect([...drive.sessions.keys()]).toEqual([])
    expect(drive.steps.at(-1)).toBe('DELETE')
  })

  test('a service that takes a piece and loses it with the next one was sent to for ever', async () => {
    const forget: Misbehave = ({ first, take }, { sessions }) => {
      if (first === 0) return take()
      for (const session of sessions.values()) session.received = Buffer.alloc(0)
      return error(416, 'invalidRange')
    }
    await using drive = await ScriptedDrive.start((piece, drive) => {
      if (piece.n > 40) throw new Error('no end to be seen')
      return forget(piece, drive)
    })
    await expect(send(drive)).rejects.toMatchObject({ code: 'HF_UPLOAD_FAILED' })
    expect(drive.pieces.length).toBeLessThan(20)
    expect([...drive.sessions.keys()]).toEqual([])
  })

  test('progress counts each byte once, however often it is sent', async () => {
    await using drive = await ScriptedDrive.start(({ n, take }, { sessions }) => {
      if (n !== 2) return undefined
      take()
      for (const session of sessions.values()) session.received = session.received.subarray(0, 327_680)
      return error(503, 'serviceNotAvailable')
    })
    const progress: number[] = []
    await send(drive, contentOf(BYTES, { onProgress: (bytes) => progress.push(bytes) }))
    expect(progress.reduce((sum, bytes) => sum + bytes, 0)).toBe(SIZE)
    expect(progress.every((bytes) => bytes > 0)).toBe(true)
  })

  test('a session that is lost each time', async () => {
    await using drive = await ScriptedDrive.start(withoutSession())
    await expect(send(drive, contentOf(BYTES.subarray(0, 700_000)))).rejects.toMatchObject({
      code: 'HF_UPLOAD_FAILED',
      message: expect.stringContaining('session'),
    })
    expect(drive.pieces.length).toBeLessThan(10)
  })
})

describe('a refusal has its own code and leaves no session behind', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['409 nameAlreadyExists', error(409, 'nameAlreadyExists'), 'HF_NAME_CONFLICT'],
    ['409 upload_name_conflict', error(409, 'upload_name_conflict'), 'HF_NAME_CONFLICT'],
    ['409 resourceModified', error(409, 'resourceModified'), 'HF_CHANGED_MEANWHILE'],
    [
      '412 resourceModified entityTagDoesNotMatch',
      error(412, 'resourceModified', 'entityTagDoesNotMatch'),
      'HF_CHANGED_MEANWHILE',
    ],
    ['507 quotaLimitReached', error(507, 'quotaLimitReached'), 'HF_QUOTA_EXCEEDED'],
    ['507 insufficientStorage', error(507, 'insufficientStorage'), 'HF_QUOTA_EXCEEDED'],
    ['507 as HTML', { status: 507, body: '<html>' }, 'HF_QUOTA_EXCEEDED'],
    ['423 notAllowed resourceLocked', error(423, 'notAllowed', 'resourceLocked'), 'HF_ITEM_LOCKED'],
    [
      '400 invalidRequest nameContainsInvalidCharacters',
      error(400, 'invalidRequest', 'nameContainsInvalidCharacters'),
      'HF_NAME_INVALID',
    ],
    ['400 invalidRequest pathIsTooLong', error(400, 'invalidRequest', 'pathIsTooLong'), 'HF_NAME_INVALID'],
    [
      '400 about the name',
      json(400, { error: { code: 'invalidRequest', message: 'The provided name cannot contain "?"' } }),
      'HF_NAME_INVALID',
    ],
  ])('%s at the last piece, and at the creation', async (_, answer, code) => {
    await using drive = await ScriptedDrive.start(({ isLast }) => (isLast ? answer : undefined))
    await expect(send(drive)).rejects.toMatchObject({ code })
    expect(drive.files).toEqual([])
    expect([...drive.sessions.keys()]).toEqual([])
    drive.creation = () => answer
    await expect(send(drive)).rejects.toMatchObject({ code })
  })

  test('content that is shorter than announced', async () => {
    await using drive = await ScriptedDrive.start()
    await expect(send(drive, { ...contentOf(BYTES), size: SIZE + 5 })).rejects.toMatchObject({
      code: 'HF_UPLOAD_FAILED',
    })
    expect(drive.files).toEqual([])
    expect([...drive.sessions.keys()]).toEqual([])
  })

  test('content that cannot be read', async () => {
    await using drive = await ScriptedDrive.start()
    const open = async function* () {
      yield BYTES.subarray(0, 100_000)
      throw new Error('the vault is away')
    }
    await expect(send(drive, contentOf(BYTES, { open }))).rejects.toThrow('the vault is away')
    expect([...drive.sessions.keys()]).toEqual([])
  })

  test('a cancel', async () => {
    const stop = new AbortController()
    await using drive = await ScriptedDrive.start(
      atSecond(() => {
        stop.abort(new Error('enough'))
        return undefined
      }),
    )
    await expect(send(drive, contentOf(BYTES, { signal: stop.signal }))).rejects.toThrow('enough')
    expect(drive.files).toEqual([])
    expect([...drive.sessions.keys()]).toEqual([])
  })
})

describe('conflicts', () => {
  test('keep-both makes one further file, though the last answer is lost', async () => {
    let lost = false
    await using drive = await ScriptedDrive.start(({ isLast, take }) => {
      if (!isLast || lost) return undefined
      lost = true
      take()
      return error(502, 'x')
    })
    drive.files.push({ id: 'old', name: 'large.bin', content: Buffer.from('old') })
    const item = await send(drive, contentOf(BYTES, { conflict: 'rename' }))
    expect(item.name).toBe('large 1.bin')
    expect(drive.files.map(({ name }) => name)).toEqual(['large.bin', 'large 1.bin'])
  })

  test('replace keeps the id', async () => {
    await using drive = await ScriptedDrive.start()
    drive.files.push({ id: 'old', name: 'large.bin', content: Buffer.from('old') })
    expect(await send(drive, contentOf(BYTES, { conflict: 'replace' }))).toMatchObject({
      id: 'old',
      size: SIZE,
    })
    expectOneRightFile(drive)
  })
})

describe('what the drive then has', () => {
  const small = contentOf(Buffer.from('five!'))
  const listing =
    (listed: object) =>
    ({ isLast, take }: { isLast: boolean; take: () => ScriptedAnswer }) => {
      if (!isLast) return undefined
      const answer = take()
      return json(answer.status, { ...(JSON.parse(String(answer.body)) as object), ...listed })
    }

  test('another size is a failure, and nothing is deleted', async () => {
    await using drive = await ScriptedDrive.start(listing({ size: 4 }))
    await expect(send(drive, small, 'a.txt')).rejects.toMatchObject({ code: 'HF_UPLOAD_FAILED' })
    expect(drive.files).toHaveLength(1)
  })

  test('other bytes of the same size are a failure', async () => {
    await using drive = await ScriptedDrive.start(
      listing({ file: { hashes: { quickXorHash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' } } }),
    )
    await expect(send(drive, small, 'a.txt')).rejects.toMatchObject({ code: 'HF_UPLOAD_FAILED' })
    expect(drive.files).toHaveLength(1)
  })

  test('a file that SharePoint rewrites is none, nor is one without a hash', async () => {
    await using drive = await ScriptedDrive.start(
      listing({ size: 4_711, file: { hashes: { quickXorHash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' } } }),
    )
    expect(await send(drive, small, 'a.docx')).toMatchObject({ size: 4_711 })
    await using other = await ScriptedDrive.start(listing({ file: {} }))
    expect(await send(other, small, 'a.one')).toMatchObject({ size: 5 })
  })

  test('a rewritten file, or one without a hash, whose last answer was lost is there all the same', async () => {
    for (const [name, listed] of [
      ['a.docx', { size: 9_999 }],
      ['a.one', { quickXorHash: null }],
    ] as const) {
      await using drive = await ScriptedDrive.start(({ take }, { files }) => {
        take()
        files[0]!.listed = listed
        return error(500, 'x')
      })
      expect(await send(drive, small, name)).toMatchObject({ name })
      expect(drive.files).toHaveLength(1)
    }
  })
})

describe('an empty file', () => {
  test('is put, and its times follow', async () => {
    await using drive = await ScriptedDrive.start()
    expect(await send(drive, contentOf(Buffer.alloc(0)), 'empty')).toMatchObject({
      size: 0,
      fileSystemInfo: TIMES,
    })
    expectOneRightFile(drive, Buffer.alloc(0))
    expect(drive.server.seen.map(({ method }) => method)).toEqual(['PUT', 'PATCH'])
  })

  test('does not take a name that is used', async () => {
    await using drive = await ScriptedDrive.start()
    drive.files.push({ id: 'old', name: 'empty', content: Buffer.from('old') })
    await expect(send(drive, contentOf(Buffer.alloc(0)), 'empty')).rejects.toMatchObject({
      code: 'HF_NAME_CONFLICT',
    })
    expect(drive.files[0]!.content.toString()).toBe('old')
  })
})
