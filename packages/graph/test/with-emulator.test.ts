import { generateKeyPairSync } from 'node:crypto'
import { systemClock } from '@holdfast/base'
import {
  createCertificate,
  GraphEmulator,
  MISSING_DRIVE_REPLIES,
  type MissingDrive,
} from '@holdfast/graph-emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedToken, GraphClient, RequestBudget } from '../src/index.ts'
import { hurried } from './scripted-server.ts'

let emulator: GraphEmulator
let client: GraphClient

beforeAll(async () => {
  emulator = await GraphEmulator.start()
  client = new GraphClient({
    tokens: fixedToken(emulator.issueToken()),
    graphRoot: emulator.baseUrl,
    clock: hurried,
    budget: new RequestBudget({ unlimited: true, clock: hurried }),
  })
})

afterAll(async () => {
  await client[Symbol.asyncDispose]()
  await emulator.close()
})

let people = 0
function person(drive?: MissingDrive) {
  const n = ++people
  return emulator.tenant.addUser({
    displayName: `Person ${n}`,
    userPrincipalName: `p${n}@contoso.onmicrosoft.com`,
    ...(drive && { drive }),
  })
}

test.each([
  ['mysite-not-found', 'none'],
  ['mysite-url', 'none'],
  ['mysite-url-unknown', 'none'],
  ['file-not-found', 'none'],
  ['no-plan', 'inaccessible'],
  ['no-licence', 'unlicensed'],
  ['locked', 'locked'],
] as const)('F23 a missing drive spelled %s is the state %s, no failure', async (spelling, state) => {
  expect(await client.findDrive(person(spelling).id)).toMatchObject({ state })
  expect(Object.keys(MISSING_DRIVE_REPLIES)).toContain(spelling)
})

test('F23 a refusal with a reason is a failure: it is our permission that is missing', async () => {
  await expect(client.findDrive(person('archived').id)).rejects.toMatchObject({ code: 'HF_ACCESS_DENIED' })
})

test('an unknown person is EUSERNOTFOUND, for the directory and for the drive', async () => {
  await expect(client.user('nobody@contoso.onmicrosoft.com')).rejects.toMatchObject({ code: 'EUSERNOTFOUND' })
  await expect(client.findDrive('nobody@contoso.onmicrosoft.com')).rejects.toMatchObject({
    code: 'EUSERNOTFOUND',
  })
})

test('people, a drive, folders, files, names, times, versions, permissions', async () => {
  const user = person()
  expect((await Array.fromAsync(client.users())).map(({ id }) => id)).toContain(user.id)
  const lookup = await client.findDrive(user.userPrincipalName)
  const drive = lookup.state === 'found' ? lookup.drive.id : ''
  const root = await client.item(drive, 'root')
  const folder = await client.createFolder(drive, root.id, 'Folder')
  await expect(client.createFolder(drive, root.id, 'folder')).rejects.toMatchObject({
    code: 'HF_NAME_CONFLICT',
  })
  const content = {
    size: 5,
    open: async function* () {
      yield Buffer.from('hello')
    },
    conflict: 'fail' as const,
    lastModifiedDateTime: '2020-01-01T00:00:00Z',
  }
  const file = await client.upload(drive, { parentId: folder.id, name: "it's #1 & 50%.txt" }, content)
  expect(file).toMatchObject({
    name: "it's #1 & 50%.txt",
    size: 5,
    fileSystemInfo: { lastModifiedDateTime: '2020-01-01T00:00:00Z' },
  })
  await expect(client.upload(drive, { parentId: folder.id, name: 'a|b' }, content)).rejects.toMatchObject({
    code: expect.stringMatching(/NAME_INVALID|REFUSED/),
  })
  const renamed = await client.updateItem(drive, file.id, { name: 'b.txt', parentReference: { id: root.id } })
  expect(renamed.name).toBe('b.txt')
  expect((await Array.fromAsync(client.children(drive, 'root'))).map(({ name }) => name).sort()).toEqual([
    'Folder',
    'b.txt',
  ])
  expect(Buffer.concat(await Array.fromAsync(client.download(drive, file.id))).toString()).toBe('hello')
  await client.upload(
    drive,
    { itemId: file.id },
    {
      ...content,
      open: async function* () {
        yield Buffer.from('world')
      },
      conflict: 'replace',
    },
  )
  const versions = await client.versions(drive, file.id)
  expect(versions.length).toBe(2)
  expect(
    Buffer.concat(
      await Array.fromAsync(client.download(drive, file.id, { version: versions[1]!.id })),
    ).toString(),
  ).toBe('hello')
  expect(await client.permissions(drive, file.id)).toMatchObject([{ roles: ['owner'] }])
  await client.deleteItem(drive, file.id)
  await client.deleteItem(drive, file.id)
  await expect(client.item(drive, file.id)).rejects.toMatchObject({ code: 'HF_ITEM_GONE' })
})

describe('F29 uploads end in exactly one right file', () => {
  const SIZE = 25_000_000
  const bytes = Buffer.alloc(SIZE, 'content of a large file ')
  const content = {
    size: SIZE,
    conflict: 'fail' as const,
    open: async function* (offset: number) {
      for (let at = offset; at < SIZE; at += 1_000_000)
        yield bytes.subarray(at, Math.min(at + 1_000_000, SIZE))
    },
  }
  const upload = 'sharepoint.upload'
  test.each<[string, (faults: GraphEmulator['faults'], drive: string) => void]>([
    ['without trouble', () => {}],
    [
      'a connection that breaks in the second piece',
      (faults, drive) =>
        faults.add({
          match: { route: upload, path: '*' },
          when: { nth: 2 },
          action: { kind: 'reset', receivedBytes: 1_000_000 },
        }) && drive,
    ],
    [
      'a lost answer in the middle',
      (faults) =>
        faults.add({ match: { route: upload }, when: { nth: 2 }, action: { kind: 'reset-after-commit' } }),
    ],
    [
      'a lost answer to the last piece',
      (faults) =>
        faults.add({ match: { route: upload }, when: { nth: 3 }, action: { kind: 'reset-after-commit' } }),
    ],
    [
      'a 503 after the last piece was taken',
      (faults) =>
        faults.add({
          match: { route: upload },
          when: { nth: 3 },
          action: { kind: 'reply-after-commit', status: 503 },
        }),
    ],
    ['202 for the last piece', (faults) => faults.quirk('upload-late-commit', { when: { times: 1 } })],
    [
      '429 in the middle',
      (faults) =>
        faults.add({
          match: { route: upload },
          when: { nth: 2 },
          action: { kind: 'reply', status: 429, headers: { 'Retry-After': '1' } },
        }),
    ],
    ['a URL that has expired', (faults) => faults.quirk('upload-url-expired', { when: { nth: 2 } })],
    ['a session that is lost', (faults) => faults.quirk('upload-session-lost', { when: { nth: 2 } })],
    ['other bytes than we think: 416', (faults) => faults.quirk('upload-gap', { when: { times: 1 } })],
  ])('%s', async (_, trouble) => {
    const { drive } = person()
    emulator.faults.clear()
    trouble(emulator.faults, drive!.id)
    const item = await client.upload(drive!.id, { parentId: drive!.root.id, name: 'large.bin' }, content)
    emulator.faults.clear()
    expect(item.size).toBe(SIZE)
    expect([...drive!.items()].filter(({ content: held }) => held)).toHaveLength(1)
    expect(drive!.at('large.bin')?.content?.hash()).toBe(item.file?.hashes?.quickXorHash)
    expect(drive!.at('large.bin')?.versions ?? []).toEqual([])
  })

  test.each(['reset-after-commit', 'late'])(
    'keeping both, an upload whose last answer is lost (%s) makes one file more',
    async (trouble) => {
      const { drive } = person()
      const target = { parentId: drive!.root.id, name: 'large.bin' }
      drive!.putFile(drive!.root.id, 'large.bin', Buffer.from('was there before'))
      if (trouble === 'late') emulator.faults.quirk('upload-late-commit', { when: { times: 1 } })
      else
        emulator.faults.add({
          match: { route: upload },
          when: { nth: 3 },
          action: { kind: trouble as 'reset-after-commit' },
        })
      const item = await client.upload(drive!.id, target, { ...content, conflict: 'rename' })
      emulator.faults.clear()
      expect(item.name).toBe('large 1.bin')
      expect([...drive!.items()].filter(({ content: held }) => held)).toHaveLength(2)
    },
  )

  test('an Office file that the service rewrites before we hear of it is known again', async () => {
    const { drive } = person()
    emulator.faults.quirk('enrich-office-files')
    emulator.faults.add({
      match: { route: upload },
      when: { nth: 3 },
      action: { kind: 'reset-after-commit' },
    })
    const item = await client.upload(
      drive!.id,
      { parentId: drive!.root.id, name: 'a.docx' },
      { ...content, createdDateTime: '2020-01-01T00:00:00Z' },
    )
    emulator.faults.clear()
    expect(item.size).toBeGreaterThan(SIZE)
    expect([...drive!.items()].filter(({ content: held }) => held)).toHaveLength(1)
  })

  test.each(['fail', 'replace'] as const)(
    'an empty file whose answer is lost is one file (%s)',
    async (conflict) => {
      const { drive } = person()
      emulator.faults.add({
        match: { route: 'items.put' },
        when: { times: 1 },
        action: { kind: 'reset-after-commit' },
      })
      const empty = { ...content, size: 0, conflict, lastModifiedDateTime: '2020-01-01T00:00:00Z' }
      const item = await client.upload(drive!.id, { parentId: drive!.root.id, name: 'empty' }, empty)
      emulator.faults.clear()
      expect(item).toMatchObject({
        size: 0,
        fileSystemInfo: { lastModifiedDateTime: '2020-01-01T00:00:00Z' },
      })
      expect([...drive!.items()].filter(({ content: held }) => held)).toHaveLength(1)
    },
  )

  test('a refused upload leaves no session behind', async () => {
    const { drive } = person()
    drive!.quotaTotal = 1000
    const sessions = emulator.tenant.uploads.size
    await expect(
      client.upload(drive!.id, { parentId: drive!.root.id, name: 'x' }, content),
    ).rejects.toMatchObject({ code: 'HF_QUOTA_EXCEEDED' })
    emulator.faults.quirk('upload-name-race', { when: { times: 1 } })
    drive!.quotaTotal = 1e9
    await expect(
      client.upload(drive!.id, { parentId: drive!.root.id, name: 'x' }, content),
    ).rejects.toMatchObject({ code: 'HF_NAME_CONFLICT' })
    emulator.faults.clear()
    expect(emulator.tenant.uploads.size).toBe(sessions)
  })

  test('F30 an Office file that the service rewrites is no failure and is not deleted', async () => {
    const { drive } = person()
    emulator.faults.quirk('enrich-office-files')
    const small = {
      size: 5,
      conflict: 'fail' as const,
      open: async function* () {
        yield Buffer.from('hello')
      },
    }
    const item = await client.upload(drive!.id, { parentId: drive!.root.id, name: 'a.docx' }, small)
    emulator.faults.clear()
    expect(item.size).toBeGreaterThan(5)
    expect(drive!.at('a.docx')).toBeDefined()
  })
})

/** An application's certificate, and the PEM with its private key. */
function clientCertificate(): { certificate: string; pem: string } {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const issuerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const now = systemClock.now()
  const certificate = createCertificate({
    subject: 'backup',
    issuer: 'somebody',
    notBefore: now - 1000,
    notAfter: now + 86_400_000,
    key,
    issuerKey,
    usage: 'authority',
  })
  return { certificate, pem: `${key.export({ type: 'pkcs8', format: 'pem' })}\n${certificate}` }
}

describe('sign-in', () => {
  test('with the right secret over TLS with a private authority; a wrong one is told, and not shown', async () => {
    await using secure = await GraphEmulator.start({ tls: true })
    const { tenantId, clientId, clientSecret } = secure.credentials
    const connection = {
      tenantId,
      clientId,
      clientSecret,
      authority: secure.loginAuthority,
      graphRoot: secure.baseUrl,
      ca: secure.caCertificate!,
    }
    await using good = new GraphClient({ connection })
    expect(await Array.fromAsync(good.users())).toEqual([])
    await using bad = new GraphClient({ connection: { ...connection, clientSecret: 'wrong-secret-value' } })
    const failure = await Array.fromAsync(bad.users()).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'HF_SIGN_IN_FAILED',
      message: expect.stringContaining('AADSTS7000215'),
    })
    expect(JSON.stringify(failure) + String(failure)).not.toContain('wrong-secret-value')
  })

  test('with a certificate instead of a secret; one that is not registered is refused', async () => {
    await using secure = await GraphEmulator.start({ tls: true })
    const { certificate, pem } = clientCertificate()
    const app = secure.registerApp({ certificates: [certificate], roles: ['User.Read.All'] })
    const connection = {
      tenantId: secure.credentials.tenantId,
      clientId: app.appId,
      authority: secure.loginAuthority,
      // With the version, as people copy it from the documentation.
      graphRoot: secure.graphRoot,
      ca: secure.caCertificate!,
    }
    await using good = new GraphClient({ connection: { ...connection, certificate: pem } })
    expect(await Array.fromAsync(good.users())).toEqual([])
    await using bad = new GraphClient({ connection: { ...connection, certificate: clientCertificate().pem } })
    await expect(Array.fromAsync(bad.users())).rejects.toMatchObject({ code: 'HF_SIGN_IN_FAILED' })
  })

  test('a host that does not answer is told apart from a refusal', async () => {
    await using lost = new GraphClient({
      tokens: fixedToken('x'),
      graphRoot: 'http://127.0.0.1:1',
      clock: hurried,
    })
    await expect(lost.item('d', 'x')).rejects.toMatchObject({ code: 'HF_GRAPH_UNREACHABLE' })
  })

  test('a connection without its parts is refused at once', () => {
    expect(() => new GraphClient({ connection: { tenantId: 't', clientId: '' } })).toThrow(
      expect.objectContaining({
        code: 'HF_CONNECTION_INCOMPLETE',
        message: expect.stringContaining('client id'),
      }),
    )
  })
})
