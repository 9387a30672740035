import type { Control } from '@holdfast/control'
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

/** Looks at databases under way: however many ask, there is one at a time. */
const looks = new WeakMap<Control, Promise<boolean>>()

async function isThere(control: Control): Promise<boolean> {
  const look = looks.get(control) ?? sql`select 1`.execute(control.sql).then(always, never)
  looks.set(control, look)
  look.finally(() => looks.delete(control)).catch(() => {})
  // The embedded database does one thing after another: one that is busy is there.
  const isBusy = control.database.kind === 'embedded'
  return await Promise.race([
    look,
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, isBusy).unref()),
  ])
}

const always = (): boolean => true
const never = (): boolean => false

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
    if (!(await isThere(control))) throw serverErrors.HF_NOT_READY({ reason: 'the database does not answer' })
    return { status: 'ok' }
  },
})
