import type { FastifyReply } from 'fastify'
import { SESSION_COOKIE } from './credential.ts'
import { CSRF_COOKIE, csrfTokenOf } from './cross-site.ts'

/** Gives the browser the cookies of a session. Over TLS they never leave it otherwise. */
export function setSessionCookies(
  reply: FastifyReply,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): void {
  const common = {
    path: '/',
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    expires: expiresAt,
  } as const
  reply.setCookie(SESSION_COOKIE, token, { ...common, httpOnly: true })
  reply.setCookie(CSRF_COOKIE, csrfTokenOf(token), common)
}

export function clearSessionCookies(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' })
  reply.clearCookie(CSRF_COOKIE, { path: '/' })
}
