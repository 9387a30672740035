import type { Random } from '@holdfast/base'
import { keyErrors } from '../errors.ts'
import type { Channel } from './channel.ts'
import type { EnrolmentToken } from './enrolment-token.ts'
import { enrolmentProof, isReadyOf } from './handshake.ts'
import type { Identity } from './identity.ts'
import { messageText, parseMessage, serverMessage } from './messages.ts'

/**
 * Takes a connector on at a server: shows that it has the token, hands over its public keys, and gives the id that the
 * server knows it by. Raises HF_CONNECTOR_TURNED_AWAY, HF_SERVER_UNKNOWN, and what broke the channel.
 */
export async function enrol(
  channel: Channel,
  { tokenId, secret, server }: EnrolmentToken,
  connector: { readonly name: string; readonly identity: Identity; readonly publicKey: Buffer },
  random: Random,
): Promise<string> {
  const nonce = random.bytes(32)
  let challenge: Buffer | undefined
  try {
    for await (const text of channel.received) {
      const message = parseMessage(serverMessage, text)
      if (message.kind === 'challenge' && challenge === undefined) {
        challenge = message.nonce
        const { name, identity, publicKey: key } = connector
        const fields = { tokenId, name, identity: identity.publicKey, key, nonce }
        const proof = enrolmentProof(secret, challenge, fields)
        channel.send(messageText({ kind: 'enrol', ...fields, proof }))
      } else if (message.kind === 'ready' && challenge !== undefined) {
        const { providerId, signature } = message
        if (!isReadyOf(server, signature, { providerId, challenge, nonce }))
          throw keyErrors.HF_SERVER_UNKNOWN()
        return providerId
      } else if (message.kind === 'farewell')
        throw keyErrors.HF_CONNECTOR_TURNED_AWAY({ reason: message.reason })
    }
  } finally {
    channel.close()
  }
  throw keyErrors.HF_CONNECTOR_TURNED_AWAY({ reason: 'the connection ended' })
}
