import type { IncomingMessage } from 'node:http'
import { graphFailure } from './route.ts'

const LIMIT = 256 * 1024 * 1024

/**
 * The whole body of a request. `resetAfter` cuts the connection once so many bytes have come. Rejects when the
 * connection ends early.
 */
export async function readBody(request: IncomingMessage, resetAfter?: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (resetAfter !== undefined && length >= resetAfter) {
      request.destroy()
      break
    }
    if (length > LIMIT) throw graphFailure(413, 'RequestEntityTooLarge', 'The request body is too large.')
  }
  if (!request.complete) throw new Error('the request ended early')
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)
}
