import type { Actor } from '@holdfast/control'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requireMediaType } from '../http/body-parsers.ts'
import { type Authenticate, credentialOf } from '../http/credential.ts'
import { requireOwnSite } from '../http/cross-site.ts'
import { requirePlainInput } from '../http/plain-input.ts'
import { rateOf } from '../http/rate-limit.ts'
import { schemaOf } from '../openapi/route-schema.ts'
import type { Services } from '../services.ts'
import { isPublic, requireAccess } from './access.ts'
import { type Route, takesHead } from './define-route.ts'
import { handleRoute } from './handle-route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route
  }
  interface FastifyRequest {
    actor: Actor | undefined
  }
}

export interface RouteEnvironment {
  readonly services: Services
  readonly authenticate: Authenticate
  /** Of pages, besides the server's own, that may change something with a cookie. */
  readonly origins: readonly string[]
  readonly stopping: AbortSignal
}

const BODY_LIMIT = 1024 * 1024

/**
 * Puts a route into the server. In this order: who it is, whether another site sent it, whether it is allowed; only then
 * is a body read and looked at.
 */
export function registerRoute(app: FastifyInstance, route: Route, environment: RouteEnvironment): void {
  const rate = rateOf(route)
  app.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    config: { route, ...(rate !== undefined && { rateLimit: rate }) },
    bodyLimit: route.bodyLimit ?? BODY_LIMIT,
    exposeHeadRoute: takesHead(route),
    preParsing: async (request, _, payload) => {
      await admit(route, request, environment)
      requireMediaType(route, request.headers['content-type'])
      return payload
    },
    preValidation: requirePlainInput,
    handler: (request, reply) =>
      handleRoute(route, environment.services, environment.stopping, request, reply),
  })
}

async function admit(
  route: Route,
  request: FastifyRequest,
  { authenticate, origins }: RouteEnvironment,
): Promise<void> {
  const { access } = route
  const credential = isPublic(access) ? undefined : credentialOf(request, 'signingIn' in access)
  requireOwnSite(request, credential, origins)
  if (credential !== undefined) request.actor = await authenticate(credential)
  requireAccess(access, request.actor)
}

/** Refuses routes that came past `registerRoute`: nobody would have said who may use them. */
export function refuseOtherRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.route === undefined)
      throw new TypeError(`The route ${String(method)} ${url} is not defined by defineRoute.`)
  })
}
