import { sql } from 'kysely'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

/** A database that has not answered for so long is none. */
const PATIENCE_MS = 5_000

const health = component('Health', z.object({ status: z.literal('ok') }))

export const readHealth = defineRoute({
  id: 'readHealth',
  method: 'GET',
  url: '/healthz',
  access: { public: 'whatever restarts the server asks it' },
  tags: ['operation'],
  summary: 'Whether the process is alive',
  answers: { 200: health },
  rateLimit: false,
  handle: async () => ({ status: 'ok' }),
})

export const readReadiness = defineRoute({
  id: 'readReadiness',
  method: 'GET',
  url: '/readyz',
  access: { public: 'a load balancer asks it, and learns nothing else' },
  tags: ['operation'],
  summary: 'Whether requests should be sent here',
  answers: { 200: health },
  errors: ['HF_NOT_READY'],
  rateLimit: false,
  handle: async ({ control, stopping }) => {
    if (stopping.aborted) throw serverErrors.HF_NOT_READY({ reason: 'it stops' })
    const answered = sql`select 1`.execute(control.sql).then(
      () => true,
      () => false,
    )
    const inTime = await Promise.race([
      answered,
      new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
    ])
    if (!inTime) throw serverErrors.HF_NOT_READY({ reason: 'the database does not answer' })
    return { status: 'ok' }
  },
})
