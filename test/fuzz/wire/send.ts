import { Agent, type IncomingMessage, request } from 'node:http'
import { systemClock } from '@holdfast/base'
import type { NoAnswer, WireAnswer } from './wire-answer.ts'
import type { WireRequest } from './wire-request.ts'

/** Longer than any answer may take. */
const PATIENCE_MS = 20_000
/** A stream without end is read for so long. */
const STREAM_MS = 60
const LONGEST = 4 * 1024 * 1024

/** Sends requests over HTTP, on connections that are kept. */
export class Sender implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 })
  readonly #url: URL

  constructor(url: string) {
    this.#url = new URL(url)
  }

  async send({ method, target, headers, body }: WireRequest): Promise<WireAnswer | NoAnswer> {
    const startedAt = systemClock.now()
    const passed = (): number => systemClock.now() - startedAt
    return await new Promise((resolve) => {
      const fail = (error: Error): void => {
        const { code = error.message } = error as NodeJS.ErrnoException
        resolve({ failure: code, milliseconds: passed() })
      }
      try {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
        const { hostname, port } = this.#url
        const sent = request({
          agent: this.#agent,
          hostname,
          port,
          method,
          path: target,
          headers: { ...length, ...headers },
          timeout: PATIENCE_MS,
        })
        sent.once('timeout', () => sent.destroy(new Error('nothing was heard')))
        sent.once('error', fail)
        sent.once('response', (response) => read(response, passed).then(resolve, fail))
        sent.end(body)
      } catch (error) {
        // Node's own client refuses to send it.
        fail(error as Error)
      }
    })
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }
}

async function read(response: IncomingMessage, passed: () => number): Promise<WireAnswer> {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
  const chunks: Buffer[] = []
  const milliseconds = passed()
  const isStream = headers['content-type']?.startsWith('text/event-stream')
  let isCut = false
  const cut = (): void => {
    isCut = true
    response.destroy()
  }
  const timer = isStream ? setTimeout(cut, STREAM_MS) : undefined
  let length = 0
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length > LONGEST) cut()
    }
  } catch (error) {
    if (!isCut) throw error
  } finally {
    clearTimeout(timer)
  }
  const took = isStream ? milliseconds : passed()
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks), milliseconds: took, isCut }
}
