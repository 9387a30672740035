import type { FaultRule } from '../faults/fault-rule.ts'
import { type Context, ReplyError, type Route } from '../http/route.ts'
import { limitsFor } from '../throttle/limits.ts'

type Handle = (c: Context) => unknown

/**
 * The control API below `/_control/`: lets another process steer faults, clock and throttling, and read the meter.
 * It hands out the credentials of the default application, and is as open as the loopback address it listens on.
 */
export const controlRoutes: readonly Route[] = [
  control('GET', '/info', (c) => {
    const { baseUrl, graphRoot, loginAuthority, caCertificate, credentials, sharepointHost } = c.emulator
    return { baseUrl, graphRoot, loginAuthority, caCertificate, ...credentials, sharepointHost }
  }),
  control('GET', '/clock', clockState),
  control('POST', '/clock', async (c) => {
    const { advance, set, freeze } = (await c.json()) as { advance?: number; set?: string; freeze?: boolean }
    if (freeze === true) c.emulator.clock.freeze()
    if (set !== undefined) c.emulator.clock.set(timeOf(set))
    if (advance !== undefined) c.emulator.clock.advance(advance)
    if (freeze === false) c.emulator.clock.resume()
    return clockState(c)
  }),
  control('GET', '/faults', (c) => c.emulator.faults.list()),
  control('POST', '/faults', async (c) => ({ id: c.emulator.faults.add(parseRule(await c.json())) })),
  control('DELETE', '/faults', (c) => {
    c.emulator.faults.clear()
    return {}
  }),
  control('DELETE', '/faults/:id', (c) => ({ removed: c.emulator.faults.remove(c.params.id ?? '') })),
  control('GET', '/meter', (c) => c.emulator.meter),
  control('DELETE', '/meter', (c) => {
    c.emulator.meter.reset()
    return {}
  }),
  control('GET', '/throttling', (c) => throttlingState(c)),
  control('POST', '/throttling', async (c) => {
    const { throttle } = c.emulator
    const { enabled, licences, limits } = (await c.json()) as {
      enabled?: boolean
      licences?: number
      limits?: object
    }
    if (licences !== undefined) throttle.limits = limitsFor(licences)
    if (limits !== undefined) throttle.limits = { ...throttle.limits, ...limits }
    if (enabled !== undefined) throttle.enabled = enabled
    return throttlingState(c)
  }),
  control('GET', '/apps', (c) => c.emulator.apps.list()),
  control('POST', '/apps', async (c) => c.emulator.apps.register((await c.json()) as object)),
  control('POST', '/refresh-token', async (c) => {
    const { user } = (await c.json()) as { user?: string }
    const found = user === undefined ? undefined : c.tenant.user(user)
    if (!found) throw refuse('no such user')
    return { refreshToken: c.emulator.refreshTokens.issue(found.id) }
  }),
]

function control(method: string, pattern: string, handle: Handle): Route {
  return {
    name: `control.${method.toLowerCase()}${pattern.replaceAll('/', '.').replace(':', '')}`,
    host: 'control',
    method,
    pattern,
    units: 0,
    handle: async (c) => ({ status: 200, json: await handle(c) }),
  }
}

function clockState(c: Context): object {
  const { clock } = c.emulator
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen }
}

function throttlingState(c: Context): object {
  const { enabled, limits } = c.emulator.throttle
  return { enabled, limits }
}

function timeOf(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw refuse(`not a time: ${text}`)
  return ms
}

function parseRule(json: unknown): FaultRule {
  const rule = json as Partial<FaultRule>
  if (typeof rule.action?.kind !== 'string') throw refuse('a fault rule needs an action with a kind')
  return rule as FaultRule
}

function refuse(message: string): ReplyError {
  return new ReplyError({ status: 400, json: { error: { code: 'badControlRequest', message } } })
}
