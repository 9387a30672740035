import type { Clock } from '@holdfast/base'
import type { FastifyInstance } from 'fastify'

/** Milliseconds between two looks for idle connections. */
const IDLE_LOOK_MS = 50

/**
 * Stops in order: /readyz says so and streams end, for `drainMs` requests are still taken, so that a load balancer can
 * look elsewhere; then no more connections are taken and what is under way comes to its end, for at most `graceMs`.
 */
export async function stopServer(
  app: FastifyInstance,
  stopping: AbortController,
  clock: Clock,
  { drainMs = 0, graceMs = 30_000 }: { readonly drainMs?: number; readonly graceMs?: number } = {},
): Promise<void> {
  stopping.abort()
  if (drainMs > 0) await clock.sleep(drainMs)
  const closed = app.close()
  const done = new AbortController()
  const late = clock.sleep(graceMs, done.signal).then(
    () => app.server.closeAllConnections(),
    () => {},
  )
  const idle = closeIdle(app, clock, done.signal)
  await closed
  done.abort()
  await idle
  await late
}

/** A connection whose answer ended after the closing began is idle only now, and nobody else closes it. */
async function closeIdle({ server }: FastifyInstance, clock: Clock, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    server.closeIdleConnections()
    await clock.sleep(IDLE_LOOK_MS, done).catch(() => {})
  }
}
