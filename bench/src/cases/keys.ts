import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock, systemRandom } from '@holdfast/base'
import {
  ConnectorHub,
  hubProvider,
  Identity,
  type KeyProvider,
  type KeySlot,
  newEkey,
  obtainKey,
  sealSlot,
  websocketChannel,
} from '@holdfast/keys'
import { WebSocketServer } from 'ws'
import type { BenchCase } from '../bench-case.ts'
import type { ConnectorReport } from '../keys/connector-process.ts'

/** Jobs that ask at the same time. */
const LANES = 16
const SLOTS = 200

/** Keys of many vaults through one connector in a process of its own, by WebSocket. */
export const keys: BenchCase = {
  name: 'keys',
  about: 'keys through one connector on loopback: a second, and how long each takes',
  async run({ quick }) {
    const seconds = quick ? 3 : 10
    const identity = Identity.create(systemRandom)
    const providerId = randomUUID()
    let known: Buffer | undefined
    const hub = new ConnectorHub({
      identity,
      random: systemRandom,
      clock: systemClock,
      identityOf: async () => known,
      enrol: () => Promise.reject(new Error('it is enrolled')),
    })
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    sockets.on('connection', (socket) => void hub.serve(websocketChannel(socket)))
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const child = fork(new URL('../keys/connector-process.ts', import.meta.url))
    try {
      const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
      child.send({ providerId, url, server: identity.publicKey.toString('base64url') })
      const [report] = (await once(child, 'message')) as [ConnectorReport]
      known = Buffer.from(report.identity, 'base64url')
      child.send('dial')
      const provider = hubProvider(hub, { id: providerId, name: 'bench', kind: 'connector' })
      while (!provider.isConnected) await systemClock.sleep(10)
      const slots = await slotsFor(providerId, Buffer.from(report.key, 'base64url'))
      await askFor(1_000, slots, provider)
      const times = await askFor(seconds * 1_000, slots, provider)
      times.sort((a, b) => a - b)
      const at = (part: number) => times[Math.floor(times.length * part)] ?? 0
      return [
        {
          name: 'keys through one connector',
          figures: [{ value: times.length / seconds, unit: 'a second', atLeast: 500 }],
          details: `${LANES} jobs at the same time, ${SLOTS} vaults, for ${seconds} s`,
        },
        {
          name: 'a key through one connector, 99 of 100 within',
          figures: [{ value: at(0.99), unit: 'ms', atMost: 50 }],
          details: `half within ${at(0.5).toFixed(1)} ms, the longest ${at(1 - 1 / times.length).toFixed(1)} ms`,
        },
      ]
    } finally {
      hub[Symbol.dispose]()
      await ended(child)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      http.close()
    }
  },
}

async function slotsFor(providerId: string, publicKey: Buffer): Promise<KeySlot[]> {
  return await Promise.all(
    Array.from({ length: SLOTS }, () =>
      sealSlot(
        newEkey(systemRandom),
        { vaultId: randomUUID(), slotId: randomUUID(), purpose: 'ekey', keyVersion: 1 },
        { providerId, publicKey },
        0,
      ),
    ),
  )
}

/** Asks for so many milliseconds; gives how long each key took. */
async function askFor(
  milliseconds: number,
  slots: readonly KeySlot[],
  provider: KeyProvider,
): Promise<number[]> {
  const times: number[] = []
  const end = systemClock.now() + milliseconds
  let next = 0
  const lane = async (): Promise<void> => {
    while (systemClock.now() < end) {
      const slot = slots[next++ % slots.length]
      const start = process.hrtime.bigint()
      const { secret } = await obtainKey(slot ? [slot] : [], [provider], {
        use: { reason: 'backup' },
        clock: systemClock,
        newId: randomUUID,
      })
      times.push(Number(process.hrtime.bigint() - start) / 1e6)
      secret.fill(0)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return times
}

async function ended(child: ChildProcess): Promise<void> {
  child.disconnect()
  if (child.exitCode === null) await once(child, 'exit')
}
