import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import Fastify, { type InjectOptions, type LightMyRequestResponse as Response } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addConsole } from '../src/http/console-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-console-'))
const built = join(folder, 'dist')
const app = Fastify()
const unbuilt = Fastify()

beforeAll(async () => {
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.js'), 'outside')
  writeFileSync(join(built, 'index.html'), '<title>Holdfast</title>')
  writeFileSync(join(built, 'manifest.webmanifest'), '{}')
  writeFileSync(join(built, 'assets/index-a1b2.js'), 'start()')
  writeFileSync(join(built, 'assets/index-a1b2.js.br'), brotliCompressSync('start()'))
  for (const [each, place] of [
    [app, built],
    [unbuilt, join(folder, 'nothing')],
  ] as const) {
    const serve = await addConsole(each, place)
    each.setNotFoundHandler((request, reply) =>
      serve(request, reply) ? reply : reply.code(404).send('none'),
    )
  }
  const listening: Promise<string> = app.listen({ host: '127.0.0.1', port: 0 })
  await listening
})

afterAll(async () => {
  await app.close()
  await unbuilt.close()
  rmSync(folder, { recursive: true })
})

const PAGE = { accept: 'text/html,application/xhtml+xml' }
const ask = (url: string, options: InjectOptions = {}): Promise<Response> =>
  app.inject({ url, headers: PAGE, ...options }) as Promise<Response>

describe('the pages', () => {
  test.each(['/', '/onedrive?search=%', '/a//b'])('are one page at %s', async (url) => {
    const answer = await ask(url)
    expect([answer.statusCode, answer.body]).toEqual([200, '<title>Holdfast</title>'])
    expect(answer.headers['cache-control']).toBe('no-cache')
  })

  test.each(['//', '//[', '//a:b/', '/\\'])(
    'are one page at %s, which is no address for most',
    async (path) => {
      const url = new URL(app.listeningOrigin)
      const asked = get({ port: url.port, host: url.hostname, path, headers: PAGE })
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      expect([answer.statusCode, await text(answer)]).toEqual([200, '<title>Holdfast</title>'])
    },
  )

  test('keep parts with a name of their content for ever, and no other', async () => {
    const part = await ask('/assets/index-a1b2.js', { headers: {} })
    expect([part.body, part.headers['cache-control']]).toEqual([
      'start()',
      'public, max-age=31536000, immutable',
    ])
    const manifest = await ask('/manifest.webmanifest', { headers: {} })
    expect(manifest.headers['cache-control']).toBe('no-cache')
    expect(manifest.headers['content-type']).toContain('application/manifest+json')
  })

  test('are sent as they were compressed when they were built', async () => {
    const { headers, rawPayload } = await ask('/assets/index-a1b2.js', {
      headers: { 'accept-encoding': 'br' },
    })
    expect(headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(rawPayload).toString()).toBe('start()')
  })

  test.each(['/../secret.js', '/assets/../../secret.js', '/..%2fsecret.js', '/assets/..%2f..%2fsecret.js'])(
    'are all that is given: not %s',
    async (url) => {
      const answer = await ask(url, { headers: {} })
      expect([answer.statusCode, answer.body]).toEqual([404, 'none'])
    },
  )

  test.each(['/api/v1/nothing', '/scim/v2/nothing', '/connect', '/metrics', '/healthz/x'])(
    'are not at %s, which is another’s',
    async (url) => {
      expect((await ask(url)).statusCode).toBe(404)
    },
  )

  test('are not what a program asks for, or a change', async () => {
    expect((await ask('/onedrive', { headers: { accept: 'application/json' } })).statusCode).toBe(404)
    expect((await ask('/onedrive', { method: 'POST' })).statusCode).toBe(404)
    expect((await ask('/onedrive', { method: 'HEAD' })).statusCode).toBe(200)
  })
})

test('where they are not built, a browser is told how', async () => {
  const open = (url: string) => unbuilt.inject({ url, headers: PAGE }) as Promise<Response>
  expect((await open('/')).body).toContain('npm run build')
  expect((await open('//')).statusCode).toBe(404)
})
