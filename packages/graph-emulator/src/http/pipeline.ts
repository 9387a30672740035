import type { GraphEmulator } from '../emulator.ts'
import type { WireFault } from '../faults/fault-action.ts'
import type { Charge } from '../throttle/throttle.ts'
import { forbidden, readToken, unauthenticated } from './authenticate.ts'
import { canonicalPath } from './canonical-path.ts'
import { RequestContext, type RequestSource } from './request-context.ts'
import { type Caller, graphError, type Reply, ReplyError, type Route } from './route.ts'
import type { Router } from './router.ts'

/** The outcome of one request, before a byte of it is sent. */
export interface Answer {
  readonly reply: Reply
  readonly route?: Route
  readonly caller?: Caller
  readonly units: number
  /** Faults that act on the connection or the bytes. */
  readonly faults: readonly WireFault[]
  /** The connection is to be cut instead of answering. */
  readonly cut?: true
}

const NO_FAULTS: readonly WireFault[] = []

/** How often a request that is held back looks whether it may go on, real milliseconds. */
const HELD = 10

/** What happens to a request between the socket and its route: sign-in, faults, budget, permissions. */
export class Pipeline {
  readonly #emulator: GraphEmulator
  readonly #router: Router

  constructor(emulator: GraphEmulator, router: Router) {
    this.#emulator = emulator
    this.#router = router
  }

  /** Answers a request. `wait` holds a delayed request back (in real time). Never rejects for what a client sent. */
  async answer(source: RequestSource, wait: (ms: number) => Promise<void>): Promise<Answer> {
    const c = new RequestContext(source, this.#emulator)
    try {
      return await this.#answer(c, wait)
    } catch (error) {
      if (error instanceof ReplyError) return { reply: error.reply, units: 0, faults: NO_FAULTS }
      if (c.signal.aborted) return { reply: { status: 499 }, units: 0, faults: NO_FAULTS, cut: true }
      this.#emulator.onFailure?.(error)
      return { reply: graphError(500, 'generalException', String(error)), units: 0, faults: NO_FAULTS }
    }
  }

  /** Counts an answer, once it is known how many bytes of it were sent. */
  record(source: RequestSource, { route, reply, units, caller }: Answer, sent: number): void {
    const { host, version, path, search } = source.origin
    this.#emulator.meter.record({
      route: route?.name ?? '',
      method: source.method,
      host,
      target: `${version && `/${version}`}${path}${search}`,
      headers: source.headers,
      status: reply.status,
      units,
      sent,
      ...(caller && { app: caller.appId }),
    })
  }

  async #answer(c: RequestContext, wait: (ms: number) => Promise<void>): Promise<Answer> {
    const route = this.#match(c)
    const verdict = c.host === 'graph' && !route.open ? readToken(c) : undefined
    const caller = typeof verdict === 'object' ? verdict : undefined
    if (caller) {
      c.caller = caller
      if (c.params.user === 'me' && caller.userId !== undefined) c.params.user = caller.userId
    }
    const faults = this.#emulator.faults.active ? this.#wireFaults(c, route) : NO_FAULTS
    for (const fault of faults) {
      if (fault.kind === 'delay') await wait(fault.ms)
      if (fault.kind === 'hold') while (this.#emulator.faults.has(fault)) await wait(HELD)
      if (fault.kind === 'ignore-range') delete c.headers.range
    }
    const instead = faults.find((fault) => fault.kind === 'reply' || fault.kind === 'reset')
    if (instead?.kind === 'reply') return { reply: instead, route, units: 0, faults }
    if (instead?.kind === 'reset' && instead.afterBytes === undefined) {
      if (instead.receivedBytes !== undefined) await c.receiveAndCut(instead.receivedBytes)
      return { reply: { status: 499 }, route, units: 0, faults, cut: true }
    }
    if (c.host === 'graph' && !route.open && typeof verdict !== 'object') {
      return { reply: unauthenticated(c, verdict), route, units: 0, faults }
    }
    const units = typeof route.units === 'number' ? route.units : route.units(c)
    const charge = this.#charge(c, route, units)
    const reply = charge?.refused ?? (caller && forbidden(route, caller)) ?? (await this.#handle(route, c))
    return this.#finish(route, caller, units, faults, withHeaders(reply, charge?.headers))
  }

  /** A fault after the commit replaces the answer of a route that has done its work. */
  #finish(
    route: Route,
    caller: Caller | undefined,
    units: number,
    faults: readonly WireFault[],
    reply: Reply,
  ): Answer {
    const base = { route, units, faults, ...(caller && { caller }) }
    for (const fault of faults) {
      if (fault.kind === 'reply-after-commit') return { ...base, reply: fault }
      if (fault.kind === 'reset-after-commit') return { ...base, reply, cut: true }
    }
    return { ...base, reply }
  }

  #match(c: RequestContext): Route {
    let segments: string[]
    if (c.host === 'graph') {
      const canonical = canonicalPath(c.path)
      segments = canonical.segments
      if (canonical.path !== undefined) c.params.path = canonical.path
      if (canonical.user !== undefined) c.params.user = canonical.user
      if (canonical.token !== undefined) c.query.set('token', canonical.token)
    } else {
      segments = canonicalSegments(c.path)
    }
    const match = this.#router.match(c.host, c.method, segments)
    if (!match.route) throw new ReplyError(noRoute(match))
    Object.assign(c.params, match.params)
    return match.route
  }

  #charge(c: RequestContext, route: Route, units: number): Charge | undefined {
    if (c.host !== 'graph' || !c.caller) return undefined
    const { throttle, clock } = this.#emulator
    const { appId, kind } = c.caller
    if (route.budget === 'directory') return throttle.chargeDirectory(appId, units, clock.now())
    return throttle.chargeSharePoint(appId, kind === 'user', units, clock.now())
  }

  #wireFaults(c: RequestContext, route: Route): readonly WireFault[] {
    const { drive, item, user, path } = c.params
    return this.#emulator.faults.wire({
      route: route.name,
      host: c.host,
      method: c.method,
      path: c.path,
      ...(drive && { drive }),
      ...(item && { item }),
      ...(user && { user }),
      ...(path && { name: path.slice(path.lastIndexOf('/') + 1) }),
      ...(c.caller && { app: c.caller.appId }),
    })
  }

  async #handle(route: Route, c: RequestContext): Promise<Reply> {
    try {
      return await route.handle(c)
    } catch (error) {
      // An error that the route meant to answer is charged like any other answer.
      if (error instanceof ReplyError) return error.reply
      throw error
    }
  }
}

function canonicalSegments(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    throw new ReplyError({ status: 400, text: 'Bad Request' })
  }
}

function noRoute(match: { readonly allowed: readonly string[]; readonly segment: string }): Reply {
  if (match.allowed.length > 0) {
    const headers = { Allow: match.allowed.join(', ') }
    return graphError(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
      undefined,
      headers,
    )
  }
  return graphError(400, 'BadRequest', `Resource not found for the segment '${match.segment}'.`)
}

function withHeaders(reply: Reply, headers: Record<string, string> | undefined): Reply {
  return headers ? { ...reply, headers: { ...reply.headers, ...headers } } : reply
}
