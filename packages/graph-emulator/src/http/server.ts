import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@holdfast/base'
import type { GraphEmulator } from '../emulator.ts'
import type { KeyPair } from '../tls/authority.ts'
import { graphHeaders, stampError } from './graph-headers.ts'
import { originOf } from './origin.ts'
import type { Pacer } from './pacer.ts'
import type { Pipeline } from './pipeline.ts'
import { readBody } from './read-body.ts'
import type { RequestSource } from './request-context.ts'
import { send } from './send.ts'

export interface ServerOptions {
  readonly emulator: GraphEmulator
  readonly pipeline: Pipeline
  readonly port: number
  readonly identity?: KeyPair
  readonly pacer?: Pacer
}

/** The sockets of the emulator: HTTP or HTTPS on loopback, HTTP/1.1. */
export class EmulatorServer {
  readonly #options: ServerOptions
  readonly #server: Server
  readonly #scheme: 'http' | 'https'

  constructor(options: ServerOptions) {
    this.#options = options
    this.#scheme = options.identity ? 'https' : 'http'
    const settings = { keepAliveTimeout: 65_000, requestTimeout: 0 }
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      this.#serve(request, response).catch((error: unknown) => {
        response.destroy()
        // A client that went away is no failure of the emulator.
        if (!request.destroyed) options.emulator.onFailure?.(error)
      })
    }
    this.#server = options.identity
      ? createSecureServer(
          { ...settings, cert: options.identity.certificate, key: options.identity.key },
          listener,
        )
      : createServer(settings, listener)
  }

  /** Starts to listen and returns the base address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.port, '127.0.0.1', () => resolve())
    })
    const { port } = this.#server.address() as AddressInfo
    const standard = this.#scheme === 'https' ? 443 : 80
    return `${this.#scheme}://127.0.0.1${port === standard ? '' : `:${port}`}`
  }

  /** Stops listening and cuts all connections. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { emulator, pipeline, pacer } = this.#options
    const signal = lazySignal(response)
    const origin = originOf(request, this.#scheme)
    const source: RequestSource = {
      method: request.method ?? 'GET',
      headers: request.headers,
      origin,
      signal,
      body: async (cutAfter) => {
        const body = await readBody(request, cutAfter)
        emulator.meter.bytesReceived += body.length
        return body
      },
    }
    if (emulator.latency > 0) await systemClock.sleep(emulator.latency, signal())
    const answer = await pipeline.answer(source, (ms) => systemClock.sleep(ms, signal()))
    const headers = {
      // Clients compare their clock with Microsoft's.
      Date: new Date(emulator.clock.now()).toUTCString(),
      ...(origin.host === 'graph' && graphHeaders(request.headers)),
    }
    let sent = 0
    try {
      if (answer.cut) response.destroy()
      else {
        sent = await send(response, stampError(answer.reply, headers, emulator.clock.now()), {
          method: source.method,
          headers,
          faults: answer.faults,
          pacer: origin.host === 'sharepoint' ? pacer : undefined,
          signal,
        })
      }
    } finally {
      pipeline.record(source, answer, sent)
    }
  }
}

/** A signal that is made when it is first asked for, and aborted when the connection ends before the answer. */
function lazySignal(response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined
  return () => {
    if (!controller) {
      const made = new AbortController()
      controller = made
      if (response.closed) made.abort()
      else response.once('close', () => made.abort())
    }
    return controller.signal
  }
}
