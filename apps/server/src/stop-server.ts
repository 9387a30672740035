import type { Clock } from '@holdfast/base'
import type { FastifyInstance } from 'fastify'

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
  await closed
  done.abort()
  await late
}
