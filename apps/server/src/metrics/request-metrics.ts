import type { FastifyInstance } from 'fastify'
import { Counter, Histogram } from './registry.ts'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Requests and how long they took, by the route's template: an address of its own for each id would be without end. */
export class RequestMetrics {
  readonly #requests = new Counter('holdfast_http_requests_total', 'HTTP requests that were answered.')
  readonly #durations = new Histogram(
    'holdfast_http_request_duration_seconds',
    'Time from a request to the end of its answer.',
    SECONDS,
  )
  readonly all = [this.#requests, this.#durations]

  watch(app: FastifyInstance): void {
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.config.route?.url ?? 'none'
      const method = request.routeOptions.config.route?.method ?? 'other'
      this.#requests.add({ method, route, status: String(reply.statusCode) })
      this.#durations.observe({ method, route }, reply.elapsedTime / 1_000)
    })
  }
}
