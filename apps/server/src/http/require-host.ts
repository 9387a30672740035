import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'

/**
 * Refuses a Host header that names no host, before anybody makes an address of it; and that there is none, which only
 * HTTP/1.0 allows. Node would answer the latter without a word. The error is HF_MALFORMED.
 */
export function requireHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ host, raw: { httpVersion } }) => {
    const isMissing = host === '' || host === undefined
    if (isMissing ? httpVersion !== '1.0' : !URL.canParse(`http://${host}`)) {
      throw serverErrors.HF_MALFORMED({ reason: 'its Host header names no host' })
    }
  })
}

/** An expectation that the server does not know is not heeded, as RFC 9110 allows: Node would refuse it without a word. */
export function ignoreExpectations(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
}
