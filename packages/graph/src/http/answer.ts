import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { reclaimBuffers } from '@holdfast/base'
import type { Dispatcher } from 'undici'
import { graphErrors } from '../errors.ts'

/** What a server answered; the body is not read yet. */
export type Answer = Dispatcher.ResponseData

const ERROR_BODY_LIMIT = 64 * 1024

const unzip = promisify(gunzip)

/** The JSON of a success; HF_GRAPH_UNAVAILABLE when it breaks off or is something else. Lists come compressed: to a tenth. */
export async function readJson<T>({ statusCode, headers, body }: Answer): Promise<T> {
  try {
    const text =
      headers['content-encoding'] === 'gzip'
        ? (await unzip(await body.arrayBuffer())).toString()
        : await body.text()
    // The answer, its text and the objects made of it all become garbage at once.
    reclaimBuffers(3 * text.length)
    return JSON.parse(text) as T
  } catch (cause) {
    const reason = 'the answer broke off or is no JSON'
    throw graphErrors.HF_GRAPH_UNAVAILABLE({ status: statusCode, reason }, { cause })
  }
}

/** The beginning of an error's body; the rest is thrown away. A body that is damaged or breaks off does not hide the status. */
export async function readLimited({ headers, body }: Answer): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size > ERROR_BODY_LIMIT) break
    }
  } catch {
    // What came so far is enough.
  }
  const bytes = Buffer.concat(parts)
  try {
    return (headers['content-encoding'] === 'gzip' ? await unzip(bytes) : bytes).toString()
  } catch {
    return ''
  }
}
