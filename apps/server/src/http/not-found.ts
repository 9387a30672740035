import type { FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import { type Route, takesHead } from '../route/define-route.ts'

/** Tells an address that there is not from one that takes other methods. Raises HF_ROUTE_NOT_FOUND, HF_METHOD_NOT_ALLOWED. */
export function notFoundAmong(routes: readonly Route[]): (request: FastifyRequest) => Promise<never> {
  const patterns = routes.map((route) => ({
    methods: takesHead(route) ? [route.method, 'HEAD'] : [route.method],
    pattern: patternOf(route.url),
  }))
  return async (request) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)
    if (allowed.length === 0) throw serverErrors.HF_ROUTE_NOT_FOUND()
    throw serverErrors.HF_METHOD_NOT_ALLOWED({ method: request.method, allowed: allowed.join(', ') })
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${segments.join('/')}$`)
}
