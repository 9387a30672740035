import type { IncomingHttpHeaders } from 'node:http'
import type { GraphEmulator } from '../emulator.ts'
import type { Tenant } from '../model/tenant.ts'
import { linksFor, type Origin } from './origin.ts'
import { Query } from './query.ts'
import { type Caller, type Context, graphFailure, type HostKind, type Links } from './route.ts'

/** Where a request's body and end of life come from: a socket, or a member of a batch. */
export interface RequestSource {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly origin: Origin
  /** `cutAfter`: cuts the connection after so many bytes, and rejects. */
  body(cutAfter?: number): Promise<Buffer>
  signal(): AbortSignal
}

/** The context of one request. What costs something is made when it is first asked for. */
export class RequestContext implements Context {
  readonly method: string
  readonly host: HostKind
  readonly version: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly emulator: GraphEmulator
  params: Record<string, string> = {}
  caller?: Caller
  readonly #source: RequestSource
  #url: URL | undefined
  #query: Query | undefined
  #links: Links | undefined
  #body: Promise<Buffer> | undefined

  constructor(source: RequestSource, emulator: GraphEmulator) {
    this.method = source.method
    this.host = source.origin.host
    this.version = source.origin.version
    this.path = source.origin.path
    this.headers = source.headers
    this.emulator = emulator
    this.#source = source
  }

  /** Takes in so many bytes of the body, then cuts the connection. */
  async receiveAndCut(bytes: number): Promise<void> {
    await this.#source.body(bytes).catch(() => undefined)
  }

  get tenant(): Tenant {
    return this.emulator.tenant
  }

  get url(): URL {
    const { base, host, version, path, search } = this.#source.origin
    const prefix = host === 'graph' && version ? `/${version}` : ''
    this.#url ??= new URL(`${base}${prefix}${path}${search}`)
    return this.#url
  }

  get query(): Query {
    this.#query ??= new Query(this.#source.origin.search)
    return this.#query
  }

  get links(): Links {
    this.#links ??= linksFor(this.#source.origin, this.emulator.sharepointHost)
    return this.#links
  }

  get signal(): AbortSignal {
    return this.#source.signal()
  }

  body(): Promise<Buffer> {
    this.#body ??= this.#source.body()
    return this.#body
  }

  async json(): Promise<unknown> {
    const body = await this.body()
    if (body.length === 0) return {}
    try {
      return JSON.parse(body.toString())
    } catch {
      throw graphFailure(
        400,
        'BadRequest',
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      )
    }
  }
}
