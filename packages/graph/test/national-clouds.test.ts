import { GraphEmulator } from '@holdfast/graph-emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLOUDS, type Cloud, createTokenProvider } from '../src/index.ts'
import { json, type ScriptedAnswer, ScriptedServer } from './scripted-server.ts'

let emulator: GraphEmulator

beforeAll(async () => {
  emulator = await GraphEmulator.start({ tls: true })
})

afterAll(() => emulator.close())

// Graph documentation: concepts/deployments.
test.each<[Cloud, string, string]>([
  ['global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
  ['us-gov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
  ['us-dod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us'],
  ['china', 'https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn'],
])(
  'F27 a cloud has hosts of its own, and a token is for its own Graph (%s)',
  async (cloud, authority, graphRoot) => {
    expect(CLOUDS[cloud]).toEqual({ authority, graphRoot })
    const token = await createTokenProvider({
      ...emulator.credentials,
      cloud,
      authority: emulator.loginAuthority,
      ca: emulator.caCertificate!,
    }).token()
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { aud: string }
    expect(claims.aud).toBe(graphRoot)
  },
)

describe('F27 a cloud that has no delta says so in one of many ways: the drive is walked', () => {
  const root = { id: 'r', root: {}, folder: {} }
  const folder = { id: 'f', name: 'folder', folder: { childCount: 1 }, parentReference: { id: 'r' } }
  const file = { id: 'a', name: 'a', file: {}, parentReference: { id: 'f' } }
  const shortcut = { id: 's', folder: {}, remoteItem: { id: 'x' }, parentReference: { id: 'r' } }

  test.each<[string, ScriptedAnswer]>([
    ['501', json(501, { error: { code: 'notSupported', message: 'Operation not supported.' } })],
    ['501 without a reason', { status: 501 }],
    ['400 by code', json(400, { error: { code: 'notSupported' } })],
    [
      '400 by message',
      json(400, { error: { code: 'BadRequest', message: "Resource not found for the segment 'delta'." } }),
    ],
  ])('%s', async (_, answer) => {
    await using server = await ScriptedServer.start(({ path }) => {
      if (path.includes('/delta')) return answer
      if (path.includes('/items/r/children')) return json(200, { value: [folder, shortcut] })
      // A folder that comes twice, as one that is moved meanwhile does, is walked once.
      if (path.includes('/items/f/children')) return json(200, { value: [file, folder] })
      return path.includes('/root?') ? json(200, root) : json(500, {})
    })
    await using client = server.client()
    const pages = await Array.fromAsync(client.delta('d'))
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(['r', 'f', 's', 'a', 'f'])
    expect(pages.every(({ whole }) => whole)).toBe(true)
    const link = pages.at(-1)!.deltaLink!
    const before = server.seen.length
    await Array.fromAsync(client.delta('d', { link }))
    expect(server.seen.slice(before).filter(({ path }) => path.includes('/delta'))).toEqual([])
  })

  test('any other refusal is one', async () => {
    await using server = await ScriptedServer.start(() => json(403, { error: { code: 'accessDenied' } }))
    await using client = server.client()
    await expect(Array.fromAsync(client.delta('d'))).rejects.toMatchObject({ code: 'HF_ACCESS_DENIED' })
  })

  test('a folder that is deleted meanwhile holds nothing', async () => {
    await using server = await ScriptedServer.start(({ path }) => {
      if (path.includes('/delta')) return { status: 501 }
      if (path.includes('/items/r/children')) return json(200, { value: [folder] })
      return path.includes('/root?') ? json(200, root) : json(404, { error: { code: 'itemNotFound' } })
    })
    await using client = server.client()
    const pages = await Array.fromAsync(client.delta('d'))
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(['r', 'f'])
  })
})
