import { randomUUID } from 'node:crypto'
import { systemClock, systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  ConnectorHub,
  channelPair,
  type EnrolmentToken,
  enrol,
  enrolmentTokenText,
  Identity,
  isEnrolmentProof,
  makeEnrolmentToken,
  parseEnrolmentToken,
} from '../../src/index.ts'

const server = Identity.create(systemRandom)

/** A server that has given out one token, and whom it took on with it. */
function enrolling() {
  const token = makeEnrolmentToken(systemRandom, {
    url: 'wss://backup.example.com/connect',
    tokenId: randomUUID(),
    server: server.publicKey,
  })
  const taken: { name: string; identity: Buffer; key: Buffer }[] = []
  const hub = new ConnectorHub({
    identity: server,
    random: systemRandom,
    clock: systemClock,
    identityOf: async () => undefined,
    enrol: async (enrolment, challenge) => {
      const { tokenId, name, identity, key } = enrolment
      if (
        tokenId !== token.tokenId ||
        taken.length > 0 ||
        !isEnrolmentProof(token.secret, challenge, enrolment)
      )
        throw new Error('the token is not good')
      taken.push({ name, identity, key })
      return randomUUID()
    },
  })
  return { token, taken, hub }
}

async function tryWith(hub: ConnectorHub, token: EnrolmentToken) {
  const [own, other] = channelPair()
  const serving = hub.serve(other)
  const identity = Identity.create(systemRandom)
  const connector = { name: 'office', identity, publicKey: systemRandom.bytes(32) }
  try {
    return { providerId: await enrol(own, token, connector, systemRandom), connector }
  } finally {
    await serving
  }
}

describe('a connector is enrolled', () => {
  test('with a token, once', async () => {
    const { hub, token, taken } = enrolling()
    const { providerId, connector } = await tryWith(
      hub,
      parseEnrolmentToken(` ${enrolmentTokenText(token)}\n`),
    )
    expect(providerId).toMatch(/^[0-9a-f-]{36}$/)
    expect(taken).toEqual([
      { name: 'office', identity: connector.identity.publicKey, key: connector.publicKey },
    ])
    await expect(tryWith(hub, token)).rejects.toMatchObject({ code: 'HF_CONNECTOR_TURNED_AWAY' })
  })

  test('not without its secret, and the secret is never sent', async () => {
    const { hub, token, taken } = enrolling()
    await expect(tryWith(hub, { ...token, secret: systemRandom.bytes(32) })).rejects.toMatchObject({
      code: 'HF_CONNECTOR_TURNED_AWAY',
    })
    expect(taken).toEqual([])
    const [own, other] = channelPair()
    const connector = {
      name: 'x',
      identity: Identity.create(systemRandom),
      publicKey: systemRandom.bytes(32),
    }
    own.send(JSON.stringify({ kind: 'challenge', nonce: systemRandom.bytes(32).toString('base64url') }))
    const asked = enrol(other, token, connector, systemRandom)
    for await (const text of own.received) {
      expect(text).not.toContain(token.secret.toString('base64url'))
      own.close()
    }
    await expect(asked).rejects.toMatchObject({ code: 'HF_CONNECTOR_TURNED_AWAY' })
  })

  test('at no other server than the one that made the token', async () => {
    const { hub, token } = enrolling()
    const other = { ...token, server: Identity.create(systemRandom).publicKey }
    await expect(tryWith(hub, other)).rejects.toMatchObject({ code: 'HF_SERVER_UNKNOWN' })
  })

  test.each(['', 'hfk1.', 'hfk1.e30', 'something else'])('not with the token “%s”', (text) => {
    expect(() => parseEnrolmentToken(text)).toThrow(/enrolment token/)
  })
})
