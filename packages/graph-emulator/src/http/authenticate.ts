import { GRAPH_APP_ID, type TokenVerdict } from '../auth/access-tokens.ts'
import type { RequestContext } from './request-context.ts'
import { type Caller, graphError, type Reply, type Route } from './route.ts'

/** What the Authorization header of a request is worth; undefined without one. */
export function readToken(c: RequestContext): TokenVerdict | undefined {
  const { authorization } = c.headers
  if (authorization === undefined) return undefined
  if (authorization.slice(0, 7).toLowerCase() !== 'bearer ') return 'invalid'
  return c.emulator.tokens.verify(authorization.slice(7).trim(), c.emulator.clock.now())
}

/** Graph's 401 for a missing, broken or expired token. */
export function unauthenticated(c: RequestContext, verdict: 'expired' | 'invalid' | undefined): Reply {
  const challenge = `Bearer realm="", authorization_uri="${c.links.login}/common/oauth2/authorize", client_id="${GRAPH_APP_ID}"`
  if (verdict === 'expired') {
    const headers = {
      'WWW-Authenticate': `${challenge}, error="invalid_token", error_description="expired_token"`,
    }
    const message = 'Lifetime validation failed, the token is expired.'
    return graphError(401, 'InvalidAuthenticationToken', message, undefined, headers)
  }
  const message =
    verdict === undefined ? 'Access token is empty.' : 'CompactToken parsing failed with error code: 80049217'
  return graphError(401, 'InvalidAuthenticationToken', message, undefined, { 'WWW-Authenticate': challenge })
}

/** The 403 for a caller that lacks every permission of which the route wants one. */
export function forbidden(route: Route, caller: Caller): Reply | undefined {
  if (!route.roles || caller.kind === 'user' || route.roles.some((role) => caller.roles.includes(role))) {
    return undefined
  }
  return route.budget === 'directory'
    ? graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
    : graphError(403, 'accessDenied', 'Either scp or roles claim need to be present in the token.')
}
