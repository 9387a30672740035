import { hasCode } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import { asksToWait, classify, isTransient } from '../http/classify.ts'
import { parseErrorBody } from '../http/error-body.ts'
import { type Answer, readLimited, reasonOf, type Transport } from '../http/transport.ts'

export interface DownloadOptions {
  /** A pre-authenticated URL from a listing; asked for when it is missing or has expired. */
  readonly url?: string
  /** First byte wanted (default 0). */
  readonly offset?: number
  /** Id of an earlier version (the current one's content only the item itself gives). */
  readonly version?: string
  readonly signal?: AbortSignal
}

/** Failures without a byte in between after which a download is given up. */
const MAX_FAILURES = 5
/** Fresh URLs asked for without a byte in between: more refusals than this are meant. */
const MAX_RENEWALS = 2

/**
 * The content of a file. Goes on by itself after a broken connection (by Range, with a fresh URL where the old one has
 * expired). Only bytes of a success are ever given out. Raises HF_ITEM_GONE, HF_ITEM_LOCKED, HF_MALWARE,
 * HF_DOWNLOAD_REFUSED, HF_THROTTLED, HF_DOWNLOAD_INCOMPLETE.
 */
export async function* download(
  transport: Transport,
  driveId: string,
  itemId: string,
  options: DownloadOptions,
): AsyncGenerator<Buffer> {
  yield* new Download(transport, driveId, itemId, options).bytes()
}

class Download {
  readonly #transport: Transport
  #path: string
  readonly #signal: AbortSignal | undefined
  #url: string | undefined
  #at: number
  #failures = 0
  #renewals = 0

  constructor(transport: Transport, driveId: string, itemId: string, options: DownloadOptions) {
    this.#transport = transport
    this.#path = `/v1.0/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(itemId)}`
    if (options.version !== undefined) this.#path += `/versions/${encodeURIComponent(options.version)}`
    this.#signal = options.signal
    this.#url = options.url
    this.#at = options.offset ?? 0
  }

  async *bytes(): AsyncGenerator<Buffer> {
    for (;;) {
      const answer = await this.#open()
      if (!answer) continue
      const skip = this.#bytesToSkip(answer)
      let received = 0
      try {
        for await (const chunk of answer.body as AsyncIterable<Buffer>) {
          const before = received
          received += chunk.length
          if (received <= skip) continue
          const wanted = before < skip ? chunk.subarray(skip - before) : chunk
          this.#at += wanted.length
          this.#failures = 0
          this.#renewals = 0
          yield wanted
        }
      } catch (cause) {
        await this.#failed(reasonOf(cause), cause)
        continue
      }
      const announced = Number(answer.headers['content-length'] ?? received)
      if (received >= announced) return
      await this.#failed(`${received} of ${announced} bytes came`)
    }
  }

  /** An answer with bytes in it; undefined when the reason for having none was dealt with and it is worth another try. */
  async #open(): Promise<Answer | undefined> {
    this.#signal?.throwIfAborted()
    const answer = await this.#request()
    if (!answer) return undefined
    const status = answer.statusCode
    if (status === 200 || status === 206) return answer
    const text = await readLimited(answer)
    if (status === 416 && this.#isComplete(answer)) return emptyAnswer(answer)
    const body = parseErrorBody(text)
    const infected =
      answer.headers['x-virus-infected'] !== undefined ||
      body.code.includes('malware') ||
      body.inner.includes('virus')
    if (infected) throw graphErrors.HF_MALWARE()
    if (status === 401 || status === 403) {
      // An expired URL and a refusal look alike: a fresh URL tells them apart.
      if (this.#url !== undefined && this.#renewals++ < MAX_RENEWALS) {
        this.#url = undefined
        return undefined
      }
      throw graphErrors.HF_DOWNLOAD_REFUSED({
        reason: [`status ${status}`, body.code, body.message].filter(Boolean).join(', '),
      })
    }
    if (status === 400 && text === '')
      throw graphErrors.HF_DOWNLOAD_REFUSED({ reason: 'status 400 without a reason: possibly malware' })
    if (!isTransient(status)) throw classify(status, body)
    const wait = this.#transport.heed(answer, this.#failures + 1)
    if (++this.#failures >= MAX_FAILURES) {
      throw asksToWait(status)
        ? graphErrors.HF_THROTTLED({ attempts: this.#failures })
        : classify(status, body)
    }
    await this.#transport.clock.sleep(wait, this.#signal)
    return undefined
  }

  async #request(): Promise<Answer | undefined> {
    const kept = this.#url
    if (kept === undefined) {
      this.#url = await this.#freshUrl()
      if (this.#url === undefined) return undefined
    }
    try {
      return await this.#transport.plainOnce({
        url: this.#url as string,
        // Asking for the URL was charged as the download; with a URL from a listing this is the charge.
        kind: kept === undefined ? 'transfer' : 'download',
        ...(this.#at > 0 && { headers: { range: `bytes=${this.#at}-` } }),
        ...(this.#signal && { signal: this.#signal }),
      })
    } catch (error) {
      if (!hasCode(error, 'HF_GRAPH_UNREACHABLE')) throw error
      await this.#failed(String(error.context.reason), error)
      return undefined
    }
  }

  async #freshUrl(): Promise<string | undefined> {
    const answer = await this.#transport.call({
      url: `${this.#path}/content`,
      kind: 'download',
      accept: [301, 302, 303, 307, 308, 400, 403],
      ...(this.#signal && { signal: this.#signal }),
    })
    const location = answer.headers.location
    if (typeof location === 'string') {
      await answer.body.dump()
      return location
    }
    const text = await readLimited(answer)
    const body = parseErrorBody(text)
    if (answer.headers['x-virus-infected'] !== undefined || body.code.includes('malware'))
      throw graphErrors.HF_MALWARE()
    throw graphErrors.HF_DOWNLOAD_REFUSED({
      reason: [`status ${answer.statusCode}`, body.code, body.message].filter(Boolean).join(', '),
    })
  }

  /** A server may ignore a Range and send everything from the beginning. */
  #bytesToSkip(answer: Answer): number {
    if (answer.statusCode !== 206) return this.#at
    const start = Number(/bytes (\d+)-/.exec(String(answer.headers['content-range'] ?? ''))?.[1] ?? this.#at)
    return Math.max(0, this.#at - start)
  }

  /** Asked for the rest of a file of which everything came before the connection broke. */
  #isComplete(answer: Answer): boolean {
    const total = /\*\/(\d+)/.exec(String(answer.headers['content-range'] ?? ''))?.[1]
    return total !== undefined && Number(total) === this.#at
  }

  async #failed(reason: string, cause?: unknown): Promise<void> {
    this.#signal?.throwIfAborted()
    if (++this.#failures >= MAX_FAILURES) throw graphErrors.HF_DOWNLOAD_INCOMPLETE({ reason }, { cause })
    await this.#transport.clock.sleep(this.#transport.backoff(this.#failures), this.#signal)
  }
}

function emptyAnswer(answer: Answer): Answer {
  return { ...answer, statusCode: 206, headers: { 'content-length': '0' }, body: emptyBody() }
}

function emptyBody(): Answer['body'] {
  return (async function* () {})() as unknown as Answer['body']
}
