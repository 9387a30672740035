import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock, systemRandom } from '@holdfast/base'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { connectorPolicy, dial, PolicyKeeper, runConnector, websocketChannel } from '../../src/index.ts'
import { ConnectorWorld, type Enrolled, ekey } from './connector-world.ts'

/** A server for connectors, on a port of this machine. */
async function listen(world: ConnectorWorld, port = 0) {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => void world.hub.serve(websocketChannel(socket)))
  http.listen(port, '127.0.0.1')
  await once(http, 'listening')
  return {
    port: (http.address() as AddressInfo).port,
    cut: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      http.close()
      await once(http, 'close')
    },
  }
}

function run(world: ConnectorWorld, { holder, identity }: Enrolled, port: number) {
  const stop = new AbortController()
  const lost: unknown[] = []
  const running = runConnector({
    holder,
    identity,
    server: world.server.publicKey,
    policy: new PolicyKeeper(connectorPolicy.parse({})),
    clock: systemClock,
    random: systemRandom,
    dial: (signal) => dial(`ws://127.0.0.1:${port}`, { signal }),
    log: (entry) => world.log.push(entry),
    onLost: (error) => lost.push(error),
    signal: stop.signal,
  })
  return {
    lost,
    running,
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

test('a connector dials out, gives keys, and dials again when it was cut off or the server was away', async () => {
  using world = new ConnectorWorld()
  const first = await world.enrolled('first')
  const server = await listen(world)
  const connector = run(world, first, server.port)
  const isConnected = () => world.hub.isConnected(first.holder.id)
  await expect.poll(isConnected).toBe(true)
  expect((await world.obtain(first)).secret).toEqual(ekey)
  server.cut()
  await expect.poll(isConnected).toBe(false)
  await expect.poll(isConnected, { timeout: 3_000 }).toBe(true)
  await server[Symbol.asyncDispose]()
  await expect.poll(isConnected).toBe(false)
  await expect.poll(() => connector.lost.length).toBeGreaterThan(1)
  await using again = await listen(world, server.port)
  await expect.poll(isConnected, { timeout: 10_000 }).toBe(true)
  expect((await world.obtain(first)).secret).toEqual(ekey)
  await connector.stop()
  await expect.poll(isConnected).toBe(false)
  expect(again.port).toBe(server.port)
})

test('a connector that dials a stranger gives up for good', async () => {
  using world = new ConnectorWorld()
  using stranger = new ConnectorWorld()
  const first = await world.enrolled('first')
  stranger.known.set(first.holder.id, first.identity.publicKey)
  await using server = await listen(stranger)
  const { running } = run(world, first, server.port)
  await expect(running).rejects.toMatchObject({ code: 'HF_SERVER_UNKNOWN' })
})

test('a hundred questions at once through one connection are all answered', async () => {
  using world = new ConnectorWorld()
  const first = await world.enrolled('first')
  await using server = await listen(world)
  const connector = run(world, first, server.port)
  await expect.poll(() => world.hub.isConnected(first.holder.id)).toBe(true)
  const answers = await Promise.all(Array.from({ length: 100 }, () => world.obtain(first)))
  expect(answers.every(({ secret }) => secret.equals(ekey))).toBe(true)
  await connector.stop()
})
