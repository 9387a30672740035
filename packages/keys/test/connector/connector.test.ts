import { systemClock, systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  channelPair,
  connectorPolicy,
  Identity,
  type KeySlot,
  PolicyKeeper,
  serveKeys,
} from '../../src/index.ts'
import { ConnectorWorld, ekey } from './connector-world.ts'

describe('a connector', () => {
  test('answers the server that it was enrolled with, and logs what it gave', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const { stop } = await world.connect(first)
    const obtained = await world.obtain(first)
    expect(obtained.secret).toEqual(ekey)
    expect(world.log).toMatchObject([
      { outcome: 'given', vaultId: first.slot.vaultId, reason: 'backup', jobId: 'job 1' },
    ])
    await stop()
    await expect(world.obtain(first)).rejects.toThrow('first is not connected')
    expect(world.changes).toEqual(['first on', 'first off'])
  })

  test('that cannot write its log gives no key, says so, and goes on', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    await world.connect(first)
    const { push } = world.log
    world.log.push = () => {
      throw new Error('the disk is full')
    }
    await expect(world.obtain(first)).rejects.toThrow('the disk is full')
    world.log.push = push
    expect((await world.obtain(first)).secret).toEqual(ekey)
  })

  test('that goes away is stood in for by another', async () => {
    using world = new ConnectorWorld()
    const [first, second] = [await world.enrolled('first'), await world.enrolled('second')]
    const connected = await world.connect(first)
    await world.connect(second)
    expect((await world.obtain(first, second)).provider.name).toBe('first')
    await connected.stop()
    expect((await world.obtain(first, second)).provider.name).toBe('second')
  })

  test('may have several connections, and survives the loss of one', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const [one] = [await world.connect(first), await world.connect(first)]
    expect(world.hub.connected.get(first.holder.id)).toBe(2)
    const asked = Array.from({ length: 20 }, () => world.obtain(first))
    await one.stop()
    const answers = await Promise.allSettled(asked)
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await world.obtain(first)).secret).toEqual(ekey)
    expect(world.changes).toEqual(['first on'])
  })

  test.each([
    ['other vaults', { vaults: ['00000000-0000-4000-8000-000000000000'] }, 'does not serve that vault'],
    ['some profiles', { profiles: ['00000000-0000-4000-8000-000000000000'] }, 'does not serve that profile'],
    ['restores only', { reasons: ['restore' as const] }, 'gives no keys for: backup'],
    ['no hour of the day', { quiet: { from: '00:00', to: '23:59' } }, 'rests from 00:00'],
  ])('with a policy for %s refuses, and says why', async (_, policy, why) => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    await world.connect(first, { policy })
    await expect(world.obtain(first)).rejects.toThrow(why)
    expect(world.log).toMatchObject([{ outcome: 'refused', why: expect.stringContaining(why) }])
  })

  test('gives no more keys in a minute than its policy says', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    await world.connect(first, { policy: { perMinute: 2 } })
    await world.obtain(first)
    await world.obtain(first)
    await expect(world.obtain(first)).rejects.toThrow('more than 2 keys in a minute')
  })

  test('answers no other server', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const other = Identity.create(systemRandom).publicKey
    await expect(world.connect(first, { server: other })).rejects.toMatchObject({ code: 'HF_SERVER_UNKNOWN' })
    expect(world.hub.isConnected(first.holder.id)).toBe(false)
  })

  test('answers no question before the server has shown who it is', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const connected = await world.connect(first)
    await connected.stop()
    const [own, other] = channelPair()
    const { slot } = first
    const question = { id: 'q', recipient: Buffer.alloc(32).toString('base64url') }
    other.send(JSON.stringify({ kind: 'ask', number: 1, slot, question, use: { reason: 'backup' } }))
    other.close()
    await serveKeys(own, {
      holder: first.holder,
      identity: first.identity,
      server: world.server.publicKey,
      policy: new PolicyKeeper(connectorPolicy.parse({})),
      clock: systemClock,
      random: systemRandom,
      log: (entry) => world.log.push(entry),
      signal: new AbortController().signal,
    })
    expect(world.log).toEqual([])
  })

  test('that was removed is turned away, and one that nobody knows', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const { ended } = await world.connect(first)
    world.known.delete(first.holder.id)
    world.hub.turnAway(first.holder.id, 'it was removed')
    await expect(ended).rejects.toMatchObject({
      code: 'HF_CONNECTOR_TURNED_AWAY',
      message: expect.stringContaining('it was removed'),
    })
    await expect(world.connect(first)).rejects.toMatchObject({ code: 'HF_CONNECTOR_TURNED_AWAY' })
  })

  test('cannot be played by somebody who only knows its id', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    const impostor = { ...first, identity: Identity.create(systemRandom) }
    await expect(world.connect(impostor)).rejects.toMatchObject({ code: 'HF_CONNECTOR_TURNED_AWAY' })
  })

  test('and server end a connection on which nonsense is said', async () => {
    using world = new ConnectorWorld()
    for (const nonsense of ['', '{', '[]', '{"kind":"hello"}', 'x'.repeat(100_000)]) {
      const [own, other] = channelPair()
      own.send(nonsense)
      await world.hub.serve(other)
    }
  })

  test('that is given a damaged slot says so, and serves on', async () => {
    using world = new ConnectorWorld()
    const first = await world.enrolled('first')
    await world.connect(first)
    const slot: KeySlot = { ...first.slot, slotId: '00000000-0000-4000-8000-000000000000' }
    await expect(world.obtain({ ...first, slot })).rejects.toThrow('cannot be opened')
    expect((await world.obtain(first)).secret).toEqual(ekey)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['failed', 'given'])
  })
})
