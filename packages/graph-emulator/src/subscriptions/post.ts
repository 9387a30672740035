import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface PostResult {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

export interface PostOptions {
  readonly contentType: string
  readonly body: string
  /** Milliseconds until the receiver counts as deaf. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/**
 * Posts to a webhook. Receivers may use any certificate: the emulator calls addresses on the same machine, whose
 * authorities it does not know. Rejects when there is no answer in time.
 */
export function post(address: string, options: PostOptions): Promise<PostResult> {
  return new Promise((resolve, reject) => {
    const url = new URL(address)
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout)])
    const headers = { 'content-type': options.contentType, 'content-length': Buffer.byteLength(options.body) }
    const request = send(url, { method: 'POST', headers, signal, rejectUnauthorized: false, agent: false })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    request.end(options.body)
  })
}
