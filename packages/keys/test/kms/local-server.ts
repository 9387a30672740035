import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface LocalRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface LocalAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A server of this machine that speaks a service's protocol: what it is asked is kept. */
export class LocalServer implements AsyncDisposable {
  readonly url: string
  readonly requests: LocalRequest[]
  readonly #close: () => Promise<void>

  private constructor(url: string, requests: LocalRequest[], close: () => Promise<void>) {
    this.url = url
    this.requests = requests
    this.#close = close
  }

  static async start(
    answer: (request: LocalRequest) => LocalAnswer,
    tls?: { readonly certificate: string; readonly key: string },
  ): Promise<LocalServer> {
    const requests: LocalRequest[] = []
    const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>))
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body }
      requests.push(request)
      const { status, headers: extra, body: json = {} } = answer(request)
      response.writeHead(status, { 'content-type': 'application/json', ...extra }).end(JSON.stringify(json))
    }
    const listener = (incoming: IncomingMessage, response: ServerResponse) => void handle(incoming, response)
    const server = tls
      ? createTlsServer({ cert: tls.certificate, key: tls.key }, listener)
      : createServer(listener)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
    return new LocalServer(url, requests, async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
  }
}
