import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Identity, isSignedBy } from './identity.ts'
import type { ConnectorMessage } from './messages.ts'

type Hello = Extract<ConnectorMessage, { kind: 'hello' }>
type Enrolment = Extract<ConnectorMessage, { kind: 'enrol' }>

function words(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.from(
    JSON.stringify(parts.map((part) => (typeof part === 'string' ? part : part.toString('base64url')))),
  )
}

/** What a connector signs to say who it is: the server's challenge makes it new each time. */
export function helloOf(
  identity: Identity,
  { providerId, challenge, nonce }: { providerId: string; challenge: Buffer; nonce: Buffer },
): Hello {
  const signature = identity.sign(words('holdfast connector hello v1', providerId, challenge, nonce))
  return { kind: 'hello', providerId, nonce, signature }
}

export function isHelloOf(
  publicKey: Buffer,
  { providerId, nonce, signature }: Hello,
  challenge: Buffer,
): boolean {
  return isSignedBy(publicKey, words('holdfast connector hello v1', providerId, challenge, nonce), signature)
}

/** What the server signs in return, so that a connector answers nobody else. */
export function readyOf(
  identity: Identity,
  { providerId, challenge, nonce }: { providerId: string; challenge: Buffer; nonce: Buffer },
): Buffer {
  return identity.sign(words('holdfast server ready v1', providerId, challenge, nonce))
}

export function isReadyOf(
  publicKey: Buffer,
  signature: Buffer,
  { providerId, challenge, nonce }: { providerId: string; challenge: Buffer; nonce: Buffer },
): boolean {
  return isSignedBy(publicKey, words('holdfast server ready v1', providerId, challenge, nonce), signature)
}

/** Shows that whoever enrols has the token, without sending its secret, and ties the keys to it. */
export function enrolmentProof(
  secret: Buffer,
  challenge: Buffer,
  { tokenId, name, identity, key, nonce }: Omit<Enrolment, 'kind' | 'proof'>,
): Buffer {
  const transcript = words('holdfast connector enrol v1', challenge, tokenId, name, identity, key, nonce)
  return createHmac('sha256', secret).update(transcript).digest()
}

export function isEnrolmentProof(secret: Buffer, challenge: Buffer, enrolment: Enrolment): boolean {
  return timingSafeEqual(enrolmentProof(secret, challenge, enrolment), enrolment.proof)
}
