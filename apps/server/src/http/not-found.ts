import type { FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import type { Route } from '../route/define-route.ts'

/** Tells an address that there is not from one that takes other methods. Raises HF_ROUTE_NOT_FOUND, HF_METHOD_NOT_ALLOWED. */
export function notFoundAmong(routes: readonly Route[]): (request: FastifyRequest) => Promise<never> {
  const patterns = routes.map(({ method, url }) => ({ method, pattern: patternOf(url) }))
  return async (request) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    if (methods.length === 0) throw serverErrors.HF_ROUTE_NOT_FOUND()
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods
    throw serverErrors.HF_METHOD_NOT_ALLOWED({ method: request.method, allowed: allowed.join(', ') })
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${segments.join('/')}$`)
}
