import { createSecureContext } from 'node:tls'
import { type Clock, hasCode, type Random, systemClock, systemRandom } from '@holdfast/base'
import { Agent, type Dispatcher, request } from 'undici'
import type { TokenProvider } from '../auth/token-provider.ts'
import type { CallOutcome } from '../budget/adaptive-limit.ts'
import { RequestBudget } from '../budget/request-budget.ts'
import type { Purpose, RequestKind } from '../budget/request-kinds.ts'
import { RequestMeter } from '../budget/request-meter.ts'
import { graphErrors } from '../errors.ts'
import { type Answer, readJson, readLimited } from './answer.ts'
import { asksToWait, classify, isStrained, isTransient } from './classify.ts'
import { type ErrorBody, parseErrorBody } from './error-body.ts'
import { rateLimitOf } from './rate-limit.ts'
import { reasonOf } from './reason-of.ts'
import { retryAfter } from './retry-after.ts'
import { trusted } from './trusted.ts'

export interface TransportOptions {
  readonly tokens: TokenProvider
  readonly graphRoot: string
  /** PEM of a private certificate authority. */
  readonly ca?: string
  readonly budget?: RequestBudget
  readonly purpose?: Purpose
  readonly version?: string
  /** Milliseconds without a byte after which a connection counts as broken (default two minutes). */
  readonly stallTimeout?: number
  readonly clock?: Clock
  readonly random?: Random
}

export interface GraphCall {
  readonly method?: Dispatcher.HttpMethod
  /** Below the Graph root (`/v1.0/…`), or a whole link that Graph gave. */
  readonly url: string
  readonly kind: RequestKind
  readonly headers?: Record<string, string>
  readonly body?: Buffer | string
  /** Whether a call of unclear outcome may be sent again. Reads may; writes only where a repetition does no harm. */
  readonly repeatable?: boolean
  /** A 503 is known to be about this item: nobody else has to wait. */
  readonly failsAlone?: boolean
  /** The permission that it takes, where it is not the one that the kind says. */
  readonly permission?: string
  /** Statuses that the caller wants to see besides 2xx. */
  readonly accept?: readonly number[]
  readonly signal?: AbortSignal
}

const MAX_ATTEMPTS = 6
const MAX_BROKEN_ANSWERS = 3
/** First wait without a Retry-After, milliseconds. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
/** Waits that Microsoft asks for are kept, but none longer than this before the next look. */
const LONGEST_ASKED_WAIT = 60 * 60_000
const STALL_TIMEOUT = 120_000
/** What is sent waits in buffers until a slow line has taken it: the answer may take so long. */
const UPLOAD_TIMEOUT = 600_000

/**
 * Sends requests: with a token to Graph, without one to pre-authenticated URLs. Every one is charged to the budget, and a
 * request to slow down pauses all of the tenant's. Passing faults are tried again with growing, jittered waits.
 */
export class Transport implements AsyncDisposable {
  readonly budget: RequestBudget
  readonly meter = new RequestMeter()
  readonly clock: Clock
  readonly random: Random
  readonly #tokens: TokenProvider
  readonly #root: string
  readonly #origin: string
  readonly #agent: Agent
  readonly #purpose: Purpose
  readonly #userAgent: string

  constructor(options: TransportOptions) {
    this.clock = options.clock ?? systemClock
    this.random = options.random ?? systemRandom
    this.budget = options.budget ?? new RequestBudget({ clock: this.clock })
    this.#tokens = options.tokens
    this.#root = options.graphRoot.replace(/\/+$/, '')
    this.#origin = new URL(this.#root).origin
    this.#purpose = options.purpose ?? 'backup'
    // Decorated traffic is preferred (Microsoft, "How to avoid getting throttled").
    this.#userAgent = `NONISV|Holdfast|Holdfast/${options.version ?? '0'}`
    const { ca, stallTimeout = STALL_TIMEOUT } = options
    this.#agent = new Agent({
      connections: 64,
      // Streams of HTTP/2 break more often than connections, and share one of them.
      allowH2: false,
      keepAliveTimeout: 30_000,
      headersTimeout: stallTimeout,
      bodyTimeout: stallTimeout,
      connect: {
        timeout: 30_000,
        // Made once: reading all authorities anew would cost every connection some milliseconds.
        ...(ca && { secureContext: createSecureContext({ ca: trusted(ca) }) }),
      },
    })
  }

  /** A call to Graph. Raises what `classify` makes of a refusal; the body of a success is the caller's to read. */
  async call(call: GraphCall): Promise<Answer> {
    const { signal } = call
    const url = call.url.startsWith('/') ? `${this.#root}${call.url}` : call.url
    if (!this.isGraph(url))
      throw graphErrors.HF_GRAPH_REFUSED({ status: 200, reason: 'a link leads away from Microsoft Graph' })
    let token: string | undefined
    return await this.#attempts(call, async (attempt, refused) => {
      token = await this.#tokens.token({
        ...(refused && token !== undefined && { refused: token }),
        ...(signal && { signal }),
      })
      return await this.#send(
        url,
        { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } },
        attempt,
      )
    })
  }

  /** Whether a link leads to the Graph of this connection: nobody else may see a token. */
  isGraph(link: string): boolean {
    return link.startsWith(`${this.#root}/`) || URL.parse(link)?.origin === this.#origin
  }

  /** A call to a URL that carries its own authorisation: it never gets a token. */
  async plain(call: GraphCall): Promise<Answer> {
    return await this.#attempts(call, (attempt) => this.#send(call.url, call, attempt))
  }

  /** A single try of such a call: the caller resumes by itself. */
  async plainOnce(call: GraphCall): Promise<Answer> {
    return await this.#send(call.url, call, 1)
  }

  /** A call to Graph whose answer is JSON. An answer that breaks off is asked for again, where that does no harm. */
  async json<T>(call: GraphCall): Promise<T> {
    const compressed = { ...call, headers: { ...call.headers, 'accept-encoding': 'gzip' } }
    for (let attempt = 1; ; attempt++) {
      const answer = await this.call(compressed)
      try {
        return await readJson<T>(answer)
      } catch (error) {
        call.signal?.throwIfAborted()
        if (!isRepeatable(call) || attempt >= MAX_BROKEN_ANSWERS) throw error
      }
      await this.clock.sleep(this.backoff(attempt), call.signal)
    }
  }

  /** The wait before attempt n + 1, milliseconds: doubling, with jitter. */
  backoff(attempt: number): number {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + this.random.fraction() / 2)
  }

  /** Takes note of an answer that asks to wait: everyone of this tenant does. Gives the wait, milliseconds. */
  heed(answer: Answer, attempt: number, body?: ErrorBody): number {
    const asked = retryAfter(answer.headers['retry-after'], this.clock.now())
    // "At once" is no answer to somebody who has just been too fast.
    const wait = asked || this.backoff(attempt)
    if (asksToWait(answer, body)) {
      this.meter.countThrottled()
      this.budget.pause(wait)
    }
    return Math.min(wait, LONGEST_ASKED_WAIT)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy()
  }

  async #attempts(
    call: GraphCall,
    send: (attempt: number, refused: boolean) => Promise<Answer>,
  ): Promise<Answer> {
    const { signal } = call
    const repeatable = isRepeatable(call)
    let renewals = 0
    let refused = false
    for (let attempt = 1; ; attempt++) {
      let answer: Answer
      try {
        answer = await send(attempt, refused)
        refused = false
      } catch (error) {
        signal?.throwIfAborted()
        if (!hasCode(error, 'HF_GRAPH_UNREACHABLE') || !repeatable || attempt >= MAX_ATTEMPTS) throw error
        await this.clock.sleep(this.backoff(attempt), signal)
        continue
      }
      const status = answer.statusCode
      if ((status >= 200 && status < 300) || call.accept?.includes(status)) return answer
      const body = parseErrorBody(await readLimited(answer))
      if (status === 401 && renewals++ === 0) {
        refused = true
        continue
      }
      // What was turned away was not carried out, whatever it was.
      const turnedAway = asksToWait(answer, body)
      const again = turnedAway || (repeatable && isTransient(status))
      if (!again) throw classify(status, body, meaningOf(call))
      const wait = this.heed(answer, attempt, body)
      if (attempt >= MAX_ATTEMPTS) {
        throw turnedAway
          ? graphErrors.HF_THROTTLED({ attempts: attempt })
          : classify(status, body, meaningOf(call))
      }
      await this.clock.sleep(wait, signal)
    }
  }

  /** At once: until the body is read and understood, others would go on. */
  #closeGate(answer: Answer, { failsAlone = false }: GraphCall): void {
    if (!asksToWait(answer) || (failsAlone && answer.statusCode === 503)) return
    this.budget.pause(retryAfter(answer.headers['retry-after'], this.clock.now()) ?? 0)
  }

  async #send(url: string, call: GraphCall, attempt: number): Promise<Answer> {
    const { method = 'GET', kind, headers, body, signal } = call
    const end = await this.budget.begin(kind, this.#purpose, signal)
    this.meter.count(kind)
    let outcome: CallOutcome = 'unclear'
    try {
      const answer = await request(url, {
        method,
        dispatcher: this.#agent,
        headers: { 'user-agent': this.#userAgent, accept: '*/*', ...headers },
        ...(body !== undefined && { body, headersTimeout: UPLOAD_TIMEOUT }),
        ...(signal && { signal }),
      })
      this.#closeGate(answer, call)
      outcome = isStrained(answer.statusCode) ? 'strained' : 'fine'
      const limit = rateLimitOf(answer.headers)
      if (limit) this.budget.slowDown(limit.remaining, limit.resetMs)
      return answer
    } catch (cause) {
      signal?.throwIfAborted()
      throw graphErrors.HF_GRAPH_UNREACHABLE({ reason: reasonOf(cause), attempt }, { cause })
    } finally {
      end(outcome)
    }
  }
}

function isRepeatable({ repeatable, method = 'GET' }: GraphCall): boolean {
  return repeatable ?? (method === 'GET' || method === 'HEAD')
}

/** What a refusal of a call means. */
function meaningOf(call: GraphCall): { permission: string; delta: boolean } {
  return { permission: permissionFor(call), delta: call.kind === 'delta' || call.kind === 'enumeration' }
}

/** The least permission of an application for a call (Graph documentation: each call's page). */
function permissionFor({ kind, method = 'GET', permission }: GraphCall): string {
  if (permission !== undefined) return permission
  if (kind === 'directory') return 'User.Read.All'
  return method === 'GET' || method === 'HEAD' ? 'Files.Read.All' : 'Files.ReadWrite.All'
}
