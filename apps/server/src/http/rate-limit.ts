import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'
import type { RateLimit, Route } from '../route/define-route.ts'

/** Enough for a console that looks every second in ten open windows behind one address. */
export const DEFAULT_RATE: RateLimit = { requests: 1_200, seconds: 60 }

/** Counts by network address, before anything else is done with a request. */
export async function addRateLimit(app: FastifyInstance, rate: RateLimit): Promise<void> {
  await app.register(rateLimit, {
    max: rate.requests,
    timeWindow: rate.seconds * 1_000,
    enableDraftSpec: true,
    errorResponseBuilder: (_, { ttl }) =>
      serverErrors.HF_TOO_MANY_REQUESTS({ seconds: Math.max(1, Math.ceil(ttl / 1_000)) }),
  })
}

/** What a route says of it, in the words of the plugin. */
export function rateOf({ rateLimit: rate }: Route) {
  if (rate === undefined || rate === false) return rate
  return { max: rate.requests, timeWindow: rate.seconds * 1_000 }
}
