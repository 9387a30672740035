import type { ServerResponse } from 'node:http'
import type { WireFault } from '../faults/fault-action.ts'
import { applyBodyFaults, ConnectionReset, isBodyFault } from './body-faults.ts'
import type { Pacer } from './pacer.ts'
import type { Reply } from './route.ts'

export const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

export interface SendOptions {
  readonly method: string
  /** Headers that every answer of the host carries. */
  readonly headers: Readonly<Record<string, string>>
  readonly faults: readonly WireFault[]
  readonly pacer?: Pacer | undefined
  /** Made only when something waits. */
  readonly signal: () => AbortSignal
}

const PACED_SLICE = 64 * 1024

/** Writes a reply to the socket and returns the number of body bytes sent. Rejects when the client goes away. */
export async function send(response: ServerResponse, reply: Reply, options: SendOptions): Promise<number> {
  const headers: Record<string, string | number> = { ...options.headers, ...reply.headers }
  const { type, content } = contentOf(reply)
  if (type && !('content-type' in headers || 'Content-Type' in headers)) headers['Content-Type'] = type
  const faults = options.faults.filter(isBodyFault)
  let length = content instanceof Uint8Array ? content.length : reply.length
  for (const fault of faults) {
    if (fault.kind === 'truncate' && length !== undefined) length = Math.min(length, fault.afterBytes)
  }
  const bare = reply.status === 204 || reply.status === 304
  if (length !== undefined && !bare && !hasLength(headers)) headers['Content-Length'] = length
  response.writeHead(reply.status, headers)
  if (options.method === 'HEAD' || bare || content === undefined) {
    response.end()
    return 0
  }
  if (content instanceof Uint8Array && faults.length === 0 && !options.pacer) {
    response.end(content)
    return content.length
  }
  return stream(response, applyBodyFaults(content, faults, options.signal()), options)
}

async function stream(
  response: ServerResponse,
  body: AsyncIterable<Uint8Array>,
  { pacer, signal }: SendOptions,
): Promise<number> {
  let sent = 0
  try {
    for await (const chunk of body) {
      const step = pacer ? PACED_SLICE : chunk.length
      for (let at = 0; at < chunk.length; at += step) {
        const part = chunk.subarray(at, at + step)
        if (pacer) await pacer.take(part.length, signal())
        sent += part.length
        if (!response.write(part)) await drained(response)
      }
    }
    response.end()
  } catch (error) {
    // Bytes that were written must reach the client before the connection is cut.
    if (error instanceof ConnectionReset) await flushed(response)
    response.destroy()
    if (!(error instanceof ConnectionReset) && !response.closed) throw error
  }
  return sent
}

function contentOf(reply: Reply): { type?: string; content?: Uint8Array | AsyncIterable<Uint8Array> } {
  if (reply.json !== undefined) return { type: JSON_TYPE, content: Buffer.from(JSON.stringify(reply.json)) }
  if (reply.rawJson !== undefined) return { type: JSON_TYPE, content: bytes(reply.rawJson) }
  if (reply.text !== undefined) return { type: 'text/plain', content: Buffer.from(reply.text) }
  if (reply.body !== undefined) return { content: reply.body }
  return { content: Buffer.alloc(0) }
}

function bytes(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text
}

function hasLength(headers: Readonly<Record<string, unknown>>): boolean {
  return 'content-length' in headers || 'Content-Length' in headers
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', gone)
      resolve()
    }
    const gone = (): void => {
      response.off('drain', done)
      reject(new Error('the client went away'))
    }
    if (response.destroyed) gone()
    response.once('drain', done)
    response.once('close', gone)
  })
}

function flushed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed || !response.socket) resolve()
    else response.socket.write('', () => setImmediate(resolve))
  })
}
