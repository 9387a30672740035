import { WebSocket } from 'ws'
import { type Channel, Inbox } from './channel.ts'

/** Milliseconds between two looks whether the other side is still there. */
const HEARTBEAT = 15_000
/** Bytes that may wait to be sent; who takes nothing is cut off. */
const MOST_WAITING = 8 * 1024 * 1024
/** "Policy violation" and "going away" (RFC 6455, section 7.4.1). */
const POLICY = 1008

/** A WebSocket as a channel. Notices when the other side is silently gone, by pings. */
export function websocketChannel(socket: WebSocket): Channel {
  const inbox = new Inbox()
  let isAlive = true
  const beat = setInterval(() => {
    if (!isAlive) socket.terminate()
    isAlive = false
    if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, HEARTBEAT)
  beat.unref()
  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('message', (data, isBinary) => {
    isAlive = true
    if (isBinary) socket.close(POLICY, 'texts only')
    else inbox.put(data.toString())
  })
  socket.on('error', (error) => inbox.end(error))
  socket.on('close', () => {
    clearInterval(beat)
    inbox.end()
  })
  return {
    received: inbox,
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > MOST_WAITING) socket.terminate()
      else socket.send(text)
    },
    close(reason = '') {
      inbox.end()
      // A reason has 123 bytes at most.
      if (socket.readyState <= WebSocket.OPEN) socket.close(1000, reason.slice(0, 60))
    },
  }
}

export interface DialOptions {
  readonly signal: AbortSignal
  /** Certificates that are trusted besides the system's, PEM. */
  readonly ca?: string
}

/** Connects to a server. Raises what keeps it from that. */
export async function dial(url: string, { signal, ca }: DialOptions): Promise<Channel> {
  signal.throwIfAborted()
  const socket = new WebSocket(url, {
    maxPayload: 1024 * 1024,
    handshakeTimeout: 10_000,
    ...(ca !== undefined && { ca }),
  })
  const { promise, resolve, reject } = Promise.withResolvers<Channel>()
  const stop = (): void => {
    socket.terminate()
    reject(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  socket.once('open', () => resolve(websocketChannel(socket)))
  socket.once('error', reject)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
