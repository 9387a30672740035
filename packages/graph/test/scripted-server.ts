import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '@holdfast/base'
import { GraphClient, type GraphClientOptions, RequestBudget, type TokenProvider } from '../src/index.ts'

export interface ScriptedAnswer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  /** Cut the connection after the body so far. */
  readonly cut?: boolean
  /** Send nothing more after the body so far. */
  readonly stall?: boolean
}

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly at: number
}

/** A clock that a test reads: sleeping moves it, and takes no time. */
export class JumpingClock implements Clock {
  time = Date.parse('2026-01-01T00:00:00Z')
  readonly slept: number[] = []

  now(): number {
    return this.time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.slept.push(ms)
    this.time += ms
  }
}

/** A server that answers from a script, and remembers what it was asked. */
export class ScriptedServer implements AsyncDisposable {
  readonly seen: SeenRequest[] = []
  readonly clock = new JumpingClock()
  /** What happens before the script is asked; an answer replaces the script's. */
  before: () => Promise<ScriptedAnswer | undefined> = async () => undefined
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  #script: (request: SeenRequest, server: ScriptedServer) => ScriptedAnswer

  private constructor(script: (request: SeenRequest, server: ScriptedServer) => ScriptedAnswer) {
    this.#script = script
  }

  static async start(
    script: (request: SeenRequest, server: ScriptedServer) => ScriptedAnswer,
  ): Promise<ScriptedServer> {
    const server = new ScriptedServer(script)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  client(
    tokens: TokenProvider = { token: async () => 'secret-token' },
    options: Partial<GraphClientOptions> = {},
  ): GraphClient {
    return new GraphClient({
      budget: new RequestBudget({ unlimited: true, clock: this.clock }),
      ...options,
      tokens,
      graphRoot: this.url,
      clock: this.clock,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts),
      at: this.clock.now(),
    }
    this.seen.push(seen)
    const { status, headers, body = '', cut, stall } = (await this.before()) ?? this.#script(seen, this)
    response.writeHead(status, headers)
    if (stall) response.write(body)
    else if (cut) response.write(body, () => setTimeout(() => response.destroy(), 5))
    else response.end(body)
  }
}

export const hurried: Clock = { now: () => systemClock.now(), sleep: async () => {} }

export function json(status: number, value: unknown, headers: Record<string, string> = {}): ScriptedAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}
