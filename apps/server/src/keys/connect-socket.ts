import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ConnectorHub, websocketChannel } from '@holdfast/keys'
import type { FastifyInstance } from 'fastify'
import { WebSocketServer } from 'ws'

/** Where connectors dial. */
export const CONNECT_PATH = '/connect'

/** Bytes of a message; a question with its slot is far below. */
const LONGEST = 16_384
/** Connections at the same time: of some connectors, and of many people's devices. */
const MOST = 10_000

/** Takes key connectors in by WebSocket. What they may do is decided by the hub: here nobody is known yet. Dispose of it before the server closes. */
export function serveConnectors(app: FastifyInstance, hub: ConnectorHub): Disposable {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST, perMessageDeflate: false })
  app.server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, sockets.clients.size)
    if (refusal !== undefined) return refuse(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (opened) => void hub.serve(websocketChannel(opened)))
  })
  return {
    [Symbol.dispose]() {
      hub[Symbol.dispose]()
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

function refusalOf({ url, headers }: IncomingMessage, open: number): string | undefined {
  if (url?.split('?', 1)[0] !== CONNECT_PATH) return '404 Not Found'
  // A browser says where a page is from: no page has anything to ask here.
  if (headers.origin !== undefined) return '403 Forbidden'
  return open >= MOST ? '503 Service Unavailable' : undefined
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
