import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import type { Credential } from './credential.ts'

/** The page reads it and sends it back as a header, which another site's page cannot. */
export const CSRF_COOKIE = 'holdfast_csrf'
export const CSRF_HEADER = 'x-holdfast-csrf'

/** Of a session: who can only plant cookies cannot make one that fits. */
export function csrfTokenOf(session: string): string {
  return createHash('sha256').update(`holdfast csrf ${session}`).digest('base64url')
}

/**
 * Refuses what another site made a browser send. Requests that only read pass, and those with a token: a browser adds
 * none by itself. Raises HF_CROSS_SITE.
 */
export function requireOwnSite(
  request: FastifyRequest,
  credential: Credential | undefined,
  origins: readonly string[],
): void {
  if (request.method === 'GET' || request.method === 'HEAD' || credential?.kind === 'token') return
  const { origin } = request.headers
  const isTrusted = origin !== undefined && origins.includes(origin)
  const site = request.headers['sec-fetch-site']
  if (!isTrusted && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw serverErrors.HF_CROSS_SITE({ reason: 'another site sent it' })
  }
  const own = `${request.protocol}://${request.host}`
  if (origin !== undefined && origin !== own && !isTrusted) {
    throw serverErrors.HF_CROSS_SITE({ reason: 'its origin is another one' })
  }
  if (credential !== undefined && !hasToken(request, credential.secret)) {
    throw serverErrors.HF_CROSS_SITE({ reason: `the header ${CSRF_HEADER} is missing or wrong` })
  }
}

function hasToken(request: FastifyRequest, session: string): boolean {
  const sent = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''))
  const expected = Buffer.from(csrfTokenOf(session))
  return sent.length === expected.length && timingSafeEqual(sent, expected)
}
