import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectorHub } from '@holdfast/keys'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { ConnectorDirectory } from '../src/connector/connector-directory.ts'
import { requireSecure } from '../src/connector/enrol-connector.ts'
import { serveConnectors } from '../src/keys/connect-socket.ts'

test('a connector speaks without TLS to its own machine alone', () => {
  for (const url of [
    'wss://backup.example.com/connect',
    'ws://127.0.0.1:8420/connect',
    'ws://localhost/connect',
  ])
    expect(() => requireSecure(url)).not.toThrow()
  for (const url of [
    'ws://backup.example.com/connect',
    'ws://10.0.0.1/connect',
    'ws://127.example.com/connect',
  ])
    expect(() => requireSecure(url)).toThrow(expect.objectContaining({ code: 'HF_CONNECTOR_INSECURE' }))
})

test('a policy that is not one stops the connector, and says where', async () => {
  const directory = new ConnectorDirectory(mkdtempSync(join(tmpdir(), 'holdfast-policy-')))
  expect(await directory.policy()).toEqual({ perMinute: 60_000 })
  for (const text of ['{', '{"perMinute":0}', '{"vault":[]}']) {
    writeFileSync(directory.policyFile, text)
    await expect(directory.policy()).rejects.toThrow(directory.policyFile)
  }
})

test('pages of a browser, and other paths, do not get to the connectors', async () => {
  const server = createServer()
  let served = 0
  const hub = { serve: async () => void served++, [Symbol.dispose]() {} } as unknown as ConnectorHub
  using _ = serveConnectors({ server } as unknown as FastifyInstance, hub)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const upgrade = (path: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const handshake = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      }
      const sent = request({ port, host: '127.0.0.1', path, headers: { ...handshake, ...headers } })
      sent.on('response', ({ statusCode }) => resolve(statusCode))
      sent.on('upgrade', ({ statusCode }, socket) => {
        socket.destroy()
        resolve(statusCode)
      })
      sent.on('error', reject)
      sent.end()
    })
  expect(await upgrade('/api/v1/people')).toBe(404)
  expect(await upgrade('/connect', { origin: 'https://evil.example' })).toBe(403)
  expect(served).toBe(0)
  expect(await upgrade('/connect')).toBe(101)
  expect(served).toBe(1)
  await new Promise((resolve) => server.close(resolve))
})
