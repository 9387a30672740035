import { type Clock, hasCode, type Random, systemClock, systemRandom } from '@holdfast/base'
import { Agent, type Dispatcher, request } from 'undici'
import type { TokenProvider } from '../auth/token-provider.ts'
import { RequestBudget } from '../budget/request-budget.ts'
import type { Purpose, RequestKind } from '../budget/request-kinds.ts'
import { RequestMeter } from '../budget/request-meter.ts'
import { graphErrors } from '../errors.ts'
import { asksToWait, classify, isTransient } from './classify.ts'
import { parseErrorBody } from './error-body.ts'
import { retryAfter } from './retry-after.ts'

export type Answer = Dispatcher.ResponseData

export interface TransportOptions {
  readonly tokens: TokenProvider
  readonly graphRoot: string
  /** PEM of a private certificate authority. */
  readonly ca?: string
  readonly budget?: RequestBudget
  readonly purpose?: Purpose
  readonly version?: string
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
  /** Statuses that the caller wants to see besides 2xx. */
  readonly accept?: readonly number[]
  readonly signal?: AbortSignal
}

const MAX_ATTEMPTS = 6
/** First wait without a Retry-After, milliseconds. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
const ERROR_BODY_LIMIT = 64 * 1024

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
  readonly #agent: Agent
  readonly #purpose: Purpose
  readonly #userAgent: string

  constructor(options: TransportOptions) {
    this.clock = options.clock ?? systemClock
    this.random = options.random ?? systemRandom
    this.budget = options.budget ?? new RequestBudget({ clock: this.clock })
    this.#tokens = options.tokens
    this.#root = options.graphRoot.replace(/\/+$/, '')
    this.#purpose = options.purpose ?? 'backup'
    // Decorated traffic is preferred (Microsoft, "How to avoid getting throttled").
    this.#userAgent = `NONISV|Holdfast|Holdfast/${options.version ?? '0'}`
    this.#agent = new Agent({
      connections: 64,
      keepAliveTimeout: 30_000,
      headersTimeout: 120_000,
      bodyTimeout: 120_000,
      connect: { timeout: 30_000, ...(options.ca && { ca: options.ca }) },
    })
  }

  /** A call to Graph. Raises what `classify` makes of a refusal; the body of a success is the caller's to read. */
  async call(call: GraphCall): Promise<Answer> {
    const url = call.url.startsWith('/') ? `${this.#root}${call.url}` : call.url
    return await this.#attempts(call, async (attempt, renew) => {
      const token = await this.#tokens.token({ renew, ...(call.signal && { signal: call.signal }) })
      return await this.#send(
        url,
        { ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } },
        attempt,
      )
    })
  }

  /** A call to a URL that carries its own authorisation: it never gets a token. */
  async plain(call: GraphCall): Promise<Answer> {
    return await this.#attempts(call, (attempt) => this.#send(call.url, call, attempt))
  }

  /** A single try of such a call: the caller resumes by itself. */
  async plainOnce(call: GraphCall): Promise<Answer> {
    return await this.#send(call.url, call, 1)
  }

  /** A call to Graph whose answer is JSON. */
  async json<T>(call: GraphCall): Promise<T> {
    const answer = await this.call(call)
    const text = await answer.body.text()
    try {
      return JSON.parse(text) as T
    } catch (cause) {
      throw graphErrors.HF_GRAPH_UNAVAILABLE(
        { status: answer.statusCode, reason: 'the answer is no JSON' },
        { cause },
      )
    }
  }

  /** The wait before attempt n + 1, milliseconds: doubling, with jitter. */
  backoff(attempt: number): number {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + this.random.fraction() / 2)
  }

  /** Takes note of an answer that asks to wait: everyone of this tenant does. Gives the wait, milliseconds. */
  heed(answer: Answer, attempt: number): number {
    const asked = retryAfter(answer.headers['retry-after'], this.clock.now())
    const wait = asked ?? this.backoff(attempt)
    if (asksToWait(answer.statusCode)) {
      this.meter.countThrottled()
      this.budget.pause(wait)
    }
    return wait
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy()
  }

  async #attempts(
    call: GraphCall,
    send: (attempt: number, renew: boolean) => Promise<Answer>,
  ): Promise<Answer> {
    const { method = 'GET', signal } = call
    const repeatable = call.repeatable ?? (method === 'GET' || method === 'HEAD')
    let renewed = false
    for (let attempt = 1; ; attempt++) {
      let answer: Answer
      try {
        answer = await send(attempt, renewed)
      } catch (error) {
        signal?.throwIfAborted()
        if (!hasCode(error, 'HF_GRAPH_UNREACHABLE') || !repeatable || attempt >= MAX_ATTEMPTS) throw error
        await this.clock.sleep(this.backoff(attempt), signal)
        continue
      }
      const status = answer.statusCode
      if ((status >= 200 && status < 300) || call.accept?.includes(status)) return answer
      const text = await readLimited(answer)
      if (status === 401 && !renewed) {
        renewed = true
        continue
      }
      // What was turned away was not carried out, whatever it was.
      const again = asksToWait(status) || (repeatable && isTransient(status))
      if (!again) throw classify(status, parseErrorBody(text))
      const wait = this.heed(answer, attempt)
      if (attempt >= MAX_ATTEMPTS) {
        throw asksToWait(status)
          ? graphErrors.HF_THROTTLED({ attempts: attempt })
          : classify(status, parseErrorBody(text))
      }
      await this.clock.sleep(wait, signal)
    }
  }

  async #send(url: string, call: GraphCall, attempt: number): Promise<Answer> {
    const { method = 'GET', kind, headers, body, signal } = call
    await this.budget.acquire(kind, this.#purpose, signal)
    this.meter.count(kind)
    try {
      const answer = await request(url, {
        method,
        dispatcher: this.#agent,
        headers: { 'user-agent': this.#userAgent, accept: '*/*', ...headers },
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
      })
      this.#heedRateLimit(answer)
      return answer
    } catch (cause) {
      signal?.throwIfAborted()
      throw graphErrors.HF_GRAPH_UNREACHABLE({ reason: reasonOf(cause), attempt }, { cause })
    }
  }

  /** From 80 % of the minute's units on, Microsoft says how many are left; with none left, waiting beats being turned away. */
  #heedRateLimit(answer: Answer): void {
    const remaining = Number(answer.headers['ratelimit-remaining'] ?? Number.NaN)
    const reset = Number(answer.headers['ratelimit-reset'] ?? Number.NaN)
    if (remaining <= 0 && reset > 0) this.budget.pause(reset * 1000)
  }
}

/** The beginning of an error's body; the rest is thrown away. */
export async function readLimited(answer: Answer): Promise<string> {
  let text = ''
  try {
    for await (const chunk of answer.body) {
      text += String(chunk)
      if (text.length > ERROR_BODY_LIMIT) break
    }
  } catch {
    // A body that breaks off does not hide the status.
  }
  return text
}

/** The kind of a network failure, without the URL: that may hold a secret. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  return code === 'UND_ERR_SOCKET' ? 'the connection was closed' : code
}
