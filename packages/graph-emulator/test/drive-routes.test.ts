import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Drive, GraphEmulator, nameProblem } from '../src/index.ts'

let emulator: GraphEmulator

beforeAll(async () => {
  emulator = await GraphEmulator.start()
})

afterAll(() => emulator.close())

let people = 0
function newDrive(): Drive {
  const n = ++people
  return emulator.tenant.addUser({
    displayName: `Person ${n}`,
    userPrincipalName: `d${n}@contoso.onmicrosoft.com`,
  }).drive!
}

async function graph(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(path.startsWith('http') ? path : `${emulator.graphRoot}${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${emulator.issueToken()}`, ...headers },
    ...(body !== undefined && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
    text,
  }
}

/** All pages of a delta, from a link or from the beginning. */
async function delta(drive: Drive, link?: string, query = '') {
  const items: { id: string; name?: string; deleted?: object }[] = []
  for (let url = link ?? `/drives/${drive.id}/root/delta${query}`; ; ) {
    const { json } = await graph('GET', url)
    items.push(...json.value)
    if (json['@odata.deltaLink']) return { items, link: json['@odata.deltaLink'] as string }
    url = json['@odata.nextLink']
  }
}

describe('ids and shapes', () => {
  test('ids look like those of OneDrive for Business', async () => {
    const drive = newDrive()
    const file = drive.putFile('root', 'a.txt', Buffer.from('a'))
    expect(drive.id).toMatch(/^b![\w-]{64}$/)
    expect(drive.root.id).toMatch(/^01[A-Z2-7]+6Y2GOVW7725BZO354PWSELRRZ$/)
    expect(file.id).toMatch(/^01[A-Z2-7]{32}$/)
    const { json } = await graph('GET', `/drives/${drive.id}/items/${file.id}`)
    expect(json.eTag).toMatch(/^"\{[0-9A-F-]{36}\},1"$/)
    expect(json.cTag).toMatch(/^"c:\{[0-9A-F-]{36}\},1"$/)
    expect(json).toMatchObject({
      name: 'a.txt',
      size: 1,
      file: { mimeType: 'text/plain', hashes: { quickXorHash: expect.any(String) } },
      parentReference: { id: drive.root.id },
    })
  })

  test('F01 $select is honoured to the letter, for tombstones too', async () => {
    const drive = newDrive()
    const file = drive.putFile('root', 'a.txt', Buffer.from('a'))
    const first = await delta(drive, undefined, '?$select=id,name')
    expect(first.items.map((item) => Object.keys(item).sort())).toEqual([
      ['id', 'name'],
      ['id', 'name'],
    ])
    drive.delete(file.id)
    const second = await delta(drive, first.link)
    expect(second.items.find(({ id }) => id === file.id)).toEqual({ id: file.id })
  })

  test.each([
    'a|b',
    'a/b',
    'a:b',
    ' a',
    'a ',
    'a.',
    '~$a',
    'CON',
    'desktop.ini',
    'x_vti_y',
    'x'.repeat(256),
    '',
    'a\ud800',
  ])('the name %j is refused', (name) => {
    expect(nameProblem(name)).toBeDefined()
  })

  test.each(['#1 & 50%.txt', '.a', 'a..b', '文'.repeat(255), "it's", 'con.txt'])(
    'the name %j is taken',
    (name) => {
      expect(nameProblem(name)).toBeUndefined()
    },
  )
})

describe('delta', () => {
  test('a change comes with its ancestors, parents first; a tombstone has no name', async () => {
    const drive = newDrive()
    const folder = drive.createFolder('root', 'folder')
    const inner = drive.createFolder(folder.id, 'inner')
    const file = drive.putFile(inner.id, 'a', Buffer.from('a'))
    drive.putFile('root', 'other', Buffer.from('b'))
    const first = await delta(drive)
    expect(first.items).toHaveLength(5)
    drive.replaceContent(file.id, Buffer.from('new'))
    const second = await delta(drive, first.link)
    expect(second.items.map(({ id }) => id)).toEqual([drive.root.id, folder.id, inner.id, file.id])
    expect(second.items.at(-1)).not.toHaveProperty('cTag')
    drive.delete(folder.id)
    const third = await delta(drive, second.link)
    expect(
      third.items
        .filter(({ deleted }) => deleted)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([folder.id, inner.id, file.id].sort())
    expect(third.items.every(({ deleted, name }) => !deleted || name === undefined)).toBe(true)
    expect((await delta(drive, third.link)).items.map(({ id }) => id)).toEqual([drive.root.id])
  })

  test('renaming a folder tells of the folder only', async () => {
    const drive = newDrive()
    const folder = drive.createFolder('root', 'folder')
    drive.putFile(folder.id, 'a', Buffer.from('a'))
    const first = await delta(drive)
    drive.rename(folder.id, 'renamed')
    expect((await delta(drive, first.link)).items.map(({ id }) => id)).toEqual([drive.root.id, folder.id])
  })

  test('a list is frozen at its first page; what happens meanwhile comes in the next round', async () => {
    const drive = newDrive()
    for (let i = 0; i < 10; i++) drive.putFile('root', `file ${i}`, Buffer.from('x'))
    const { json } = await graph('GET', `/drives/${drive.id}/root/delta?$top=4`)
    drive.putFile('root', 'meanwhile', Buffer.from('x'))
    drive.delete(drive.at('file 9')!.id)
    const rest = await delta(drive, json['@odata.nextLink'])
    const names = [...json.value, ...rest.items].map(({ name }) => name)
    expect(names).not.toContain('meanwhile')
    const next = await delta(drive, rest.link)
    expect(next.items.map(({ name }) => name)).toContain('meanwhile')
    expect(next.items.filter(({ deleted }) => deleted)).toHaveLength(1)
  })

  test('other folders than the root have none; latest begins now; nonsense is 410', async () => {
    const drive = newDrive()
    const folder = drive.createFolder('root', 'folder')
    expect((await graph('GET', `/drives/${drive.id}/items/${folder.id}/delta`)).status).toBe(501)
    const { json } = await graph('GET', `/drives/${drive.id}/root/delta?token=latest`)
    expect(json.value).toEqual([])
    drive.putFile('root', 'a', Buffer.from('a'))
    expect((await delta(drive, json['@odata.deltaLink'])).items.map(({ name }) => name)).toContain('a')
    expect((await graph('GET', `/drives/${drive.id}/root/delta?token=nonsense`)).status).toBe(410)
  })
})

describe('download', () => {
  test('redirects to a URL that needs no token, keeps to ranges, and dies after an hour', async () => {
    const drive = newDrive()
    const file = drive.putFile('root', 'a', Buffer.from('0123456789'))
    const { status, headers } = await graph('GET', `/drives/${drive.id}/items/${file.id}/content`)
    expect(status).toBe(302)
    const url = headers.get('location')!
    const get = (range?: string) => fetch(url, range ? { headers: { range } } : {})
    expect(await (await get()).text()).toBe('0123456789')
    const part = await get('bytes=3-5')
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 3-5/10',
      '345',
    ])
    expect(await (await get('bytes=-2')).text()).toBe('89')
    const beyond = await get('bytes=10-')
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    emulator.clock.advance(2 * 3_600_000)
    expect((await get()).status).toBe(401)
    expect((await fetch(url.replace(/tempauth=v1\.(.)/, 'tempauth=v1.x'))).status).toBe(401)
  })
})

describe('upload sessions', () => {
  const put = (url: string, from: number, bytes: Buffer, total: number) =>
    graph('PUT', url, bytes, { 'content-range': `bytes ${from}-${from + bytes.length - 1}/${total}` })

  test('pieces in order, of the right size; the times of the session are the file’s, and there is one version', async () => {
    const drive = newDrive()
    const piece = Buffer.alloc(327_680, 'x')
    const total = piece.length + 10
    const { json } = await graph('POST', `/drives/${drive.id}/root:/new.bin:/createUploadSession`, {
      item: {
        '@microsoft.graph.conflictBehavior': 'fail',
        fileSystemInfo: { lastModifiedDateTime: '2020-01-01T00:00:00Z' },
      },
    })
    expect((await put(json.uploadUrl, 0, piece.subarray(1), total)).status).toBe(400)
    expect(await put(json.uploadUrl, 0, piece, total)).toMatchObject({
      status: 202,
      json: { nextExpectedRanges: ['327680-'] },
    })
    expect((await put(json.uploadUrl, 0, piece, total)).status).toBe(416)
    expect((await graph('GET', json.uploadUrl)).json.nextExpectedRanges).toEqual(['327680-'])
    const last = await put(json.uploadUrl, piece.length, Buffer.alloc(10), total)
    expect(last).toMatchObject({
      status: 201,
      json: { size: total, fileSystemInfo: { lastModifiedDateTime: '2020-01-01T00:00:00Z' } },
    })
    expect((await graph('GET', json.uploadUrl)).status).toBe(404)
    expect((await graph('GET', `/drives/${drive.id}/root:/NEW.BIN:/versions`)).json.value).toHaveLength(1)
    const again = await graph('POST', `/drives/${drive.id}/root:/new.bin:/createUploadSession`, {
      item: { '@microsoft.graph.conflictBehavior': 'fail' },
    })
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'nameAlreadyExists' } } })
  })

  test('a session slides with use, and its URL dies after a day', async () => {
    const drive = newDrive()
    const { json } = await graph('POST', `/drives/${drive.id}/root:/slow.bin:/createUploadSession`, {})
    for (let i = 0; i < 110; i++) {
      emulator.clock.advance(14 * 60_000)
      if ((await graph('GET', json.uploadUrl)).status !== 200) break
    }
    expect((await graph('GET', json.uploadUrl)).status).toBe(401)
  })
})

test('a token without the role is refused; one with it is not', async () => {
  const drive = newDrive()
  const reader = emulator.issueToken(emulator.registerApp({ roles: ['Files.Read.All'] }))
  const as = { authorization: `Bearer ${reader}` }
  expect((await graph('GET', `/drives/${drive.id}/root`, undefined, as)).status).toBe(200)
  expect(
    (await graph('POST', `/drives/${drive.id}/root/children`, { name: 'x', folder: {} }, as)).status,
  ).toBe(403)
})

test('a folder cannot be moved into itself, names are one whatever their case, quota is kept', async () => {
  const drive = newDrive()
  const folder = drive.createFolder('root', 'Folder')
  const inner = drive.createFolder(folder.id, 'inner')
  expect(
    (await graph('PATCH', `/drives/${drive.id}/items/${folder.id}`, { parentReference: { id: inner.id } }))
      .status,
  ).toBe(400)
  expect(
    (await graph('POST', `/drives/${drive.id}/root/children`, { name: 'FOLDER', folder: {} })).status,
  ).toBe(409)
  drive.quotaTotal = 5
  expect((await graph('PUT', `/drives/${drive.id}/root:/big:/content`, Buffer.alloc(10))).status).toBe(507)
  expect(drive.root.size).toBe(0)
})
