import { hasCode } from '@holdfast/base'
import {
  type Actor,
  accessErrors,
  actorOf,
  actorOfToken,
  type Control,
  signingInActorOf,
} from '@holdfast/control'
import type { FastifyRequest } from 'fastify'

export const SESSION_COOKIE = 'holdfast_session'

/** What a request shows to say who sends it. */
export interface Credential {
  readonly kind: 'session' | 'token'
  readonly secret: string
  /** Network address that the request came from. */
  readonly address: string
  /** Somebody who still owes the second factor will do. */
  readonly signingIn: boolean
}

/** Who acts by a credential; undefined, or HF_NOT_SIGNED_IN, when it is good for nobody. */
export type Authenticate = (credential: Credential) => Promise<Actor | undefined>

/** By the sessions and tokens in the database. */
export function authenticateBy(control: Control): Authenticate {
  return ({ kind, secret, address, signingIn }) => {
    if (kind === 'token') return actorOfToken(control, secret, address)
    return signingIn ? fullOrSigningIn(control, secret, address) : actorOf(control, secret, address)
  }
}

async function fullOrSigningIn(control: Control, token: string, address: string): Promise<Actor> {
  try {
    return await actorOf(control, token, address)
  } catch (error) {
    if (!hasCode(error, 'HF_SECOND_FACTOR_NEEDED')) throw error
    return await signingInActorOf(control, token, address)
  }
}

/**
 * What a request shows: an API token before a session, so that a program's request does not depend on cookies. Raises
 * HF_NOT_SIGNED_IN for an Authorization header of another kind.
 */
export function credentialOf(request: FastifyRequest, signingIn: boolean): Credential | undefined {
  const { authorization } = request.headers
  const address = request.ip
  if (authorization !== undefined) {
    const secret = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1]
    if (secret === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
    return { kind: 'token', secret, address, signingIn }
  }
  const secret = request.cookies[SESSION_COOKIE]
  return secret ? { kind: 'session', secret, address, signingIn } : undefined
}
