import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where `npm run build` puts the pages. */
const BUILT = fileURLToPath(new URL('../../../console/dist', import.meta.url))

/** Addresses that are no page, whatever is asked for there. */
const NO_PAGE = /^\/(?:api|scim|connect|metrics|healthz|readyz)(?:\/|$)/

/** Answers whatever is a page, or a part of one; false when the address is none. */
export type ServePages = (request: FastifyRequest, reply: FastifyReply) => boolean

/**
 * Serves the console. Its parts have names made of their content and are kept for ever; every other address that a browser
 * asks for as a page gets the one page, which knows what to show there.
 */
export async function addConsole(app: FastifyInstance, directory = BUILT): Promise<ServePages> {
  if (!existsSync(join(directory, 'index.html'))) return notBuilt
  await app.register(fastifyStatic, {
    root: directory,
    serve: false,
    cacheControl: false,
    preCompressed: true,
  })
  return (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const path = pathOf(request)
    if (NO_PAGE.test(path)) return false
    if (/^\/(?:assets\/)?[\w.-]+\.\w+$/.test(path) && existsSync(join(directory, path))) {
      const isHashed = path.startsWith('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      reply.code(200).sendFile(path.slice(1))
      return true
    }
    if (!isAskedAsPage(request)) return false
    reply.header('cache-control', 'no-cache').code(200).sendFile('index.html')
    return true
  }
}

/** The API works without the pages; whoever looks for them is told how they are made. */
const notBuilt: ServePages = (request, reply) => {
  if (pathOf(request) !== '/' || !isAskedAsPage(request)) return false
  reply.code(200).type('text/plain; charset=utf-8')
  reply.send(
    'The console is not built yet: run “npm run build”, and start the server again. The API is at /api/openapi.json.\n',
  )
  return true
}

/** As it was sent: whatever a stranger writes there, nothing is read into it. */
function pathOf({ url }: FastifyRequest): string {
  return url.replace(/[?#].*$/s, '')
}

function isAskedAsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false
}
