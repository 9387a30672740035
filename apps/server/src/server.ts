import type { Server as HttpServer } from 'node:http'
import cookie from '@fastify/cookie'
import { newId } from '@holdfast/control'
import Fastify, { type FastifyHttpOptions, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { addBodyParsers } from './http/body-parsers.ts'
import { answerBrokenRequest } from './http/broken-request.ts'
import { addConsole } from './http/console-files.ts'
import { type Authenticate, authenticateBy } from './http/credential.ts'
import { handleError } from './http/error-handler.ts'
import { type LogOptions, loggerOptions, logRequests } from './http/logging.ts'
import { notFoundAmong } from './http/not-found.ts'
import { addRateLimit, DEFAULT_RATE } from './http/rate-limit.ts'
import { ignoreExpectations, requireHost } from './http/require-host.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { RequestMetrics } from './metrics/request-metrics.ts'
import { type ApiDocument, addApiDocument } from './openapi/document.ts'
import type { RateLimit, Route } from './route/define-route.ts'
import { refuseOtherRoutes, registerRoute } from './route/register-route.ts'
import { ROUTES } from './routes/index.ts'
import { readMetrics } from './routes/metrics.ts'
import { readApiDocument } from './routes/openapi.ts'
import type { Services } from './services.ts'
import { stopServer } from './stop-server.ts'
import { VERSION } from './version.ts'

export interface ServerOptions extends Services {
  /** By the database's sessions and tokens when nothing is said. */
  readonly authenticate?: Authenticate
  readonly routes?: readonly Route[]
  readonly log?: LogOptions | false
  /** Requests from one address; false for no bound, as a test wants it. */
  readonly rateLimit?: RateLimit | false
  /** Proxies whose word on the client's address counts; none when nothing is said. */
  readonly trustProxy?: string | readonly string[]
  /** Where the built pages lie, when it is somewhere else. */
  readonly consoleDirectory?: string
  /** Origins of pages, besides the server's own, that may change something with a cookie. */
  readonly origins?: readonly string[]
}

export interface Server {
  readonly app: FastifyInstance
  readonly routes: readonly Route[]
  readonly document: ApiDocument
  /** Port 0 for any that is free. Gives the address. */
  listen(place: { readonly host: string; readonly port: number }): Promise<string>
  /** Says by /readyz that it is going to stop, and takes requests still; streams end. */
  announceStop(): void
  /** See stopServer. */
  stop(options?: { readonly drainMs?: number; readonly graceMs?: number }): Promise<void>
}

/** The API as a server that does not listen yet. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { control, rateLimit = DEFAULT_RATE, origins = [] } = options
  const stopping = new AbortController()
  const app = newApp(options)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  app.decorateRequest('actor', undefined)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  ignoreExpectations(app)
  requireHost(app)
  refuseOtherRoutes(app)
  addBodyParsers(app)
  logRequests(app)
  const metrics = new RequestMetrics()
  metrics.watch(app)
  await app.register(cookie)
  await addSecurityHeaders(app)
  if (rateLimit !== false) await addRateLimit(app, rateLimit)
  await addApiDocument(app, VERSION)
  const routes = [
    ...(options.routes ?? ROUTES),
    readMetrics(metrics),
    readApiDocument(() => app.swagger() as ApiDocument),
  ]
  const authenticate = options.authenticate ?? authenticateBy(control)
  for (const route of routes) {
    registerRoute(app, route, { services: options, authenticate, origins, stopping: stopping.signal })
  }
  const servePages = await addConsole(app, options.consoleDirectory)
  const limit = rateLimit === false ? undefined : app.rateLimit()
  const refuse = notFoundAmong(routes)
  app.setNotFoundHandler(async (request, reply) => {
    if (servePages(request, reply)) return reply
    await limit?.call(app, request, reply)
    await refuse(request)
    return reply
  })
  await app.ready()
  return {
    app,
    routes,
    document: app.swagger() as ApiDocument,
    listen: (place) => app.listen(place),
    announceStop: () => stopping.abort(),
    stop: (stop) => stopServer(app, stopping, control.clock, stop),
  }
}

function newApp({ control, log = {}, trustProxy = [] }: ServerOptions): FastifyInstance {
  const newRequestId = (): string => newId(control)
  const options: FastifyHttpOptions<HttpServer> = {
    logger: loggerOptions(log),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    trustProxy: trustProxy.length === 0 ? false : [trustProxy].flat(),
    // While it closes, what is under way or comes over an open connection is still answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Said with problem details by a hook.
    http: { requireHostHeader: false },
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerBrokenRequest(newRequestId),
    frameworkErrors: handleError,
  }
  return Fastify(options)
}
