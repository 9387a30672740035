import { hasCode } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import { type Answer, readLimited } from '../http/answer.ts'
import {
  asksToWait,
  classify,
  isInfected,
  isThrottleCode,
  isTransient,
  reasonGiven,
} from '../http/classify.ts'
import { type ErrorBody, parseErrorBody } from '../http/error-body.ts'
import { reasonOf } from '../http/reason-of.ts'
import { retryAfter } from '../http/retry-after.ts'
import type { Transport } from '../http/transport.ts'

export interface DownloadOptions {
  /** A pre-authenticated URL from a listing; asked for when it is missing or has expired. */
  readonly url?: string
  /** Told that this URL has expired (a fresh one works): others of the same listing have, too. */
  readonly onExpired?: () => void
  /** First byte wanted (default 0). */
  readonly offset?: number
  /** Id of an earlier version (the current one's content only the item itself gives). */
  readonly version?: string
  /** A 503 for this file that does not speak of throttling is its own trouble: given up early, and nobody else waits. */
  readonly failsAlone?: boolean
  /** Asks for the bytes of a file that Microsoft marks as malware, which it hands out to applications in its beta API only. */
  readonly infected?: boolean
  readonly signal?: AbortSignal
}

/** Failures without a byte in between after which a download is given up. */
const MAX_FAILURES = 5
/** The same for a file that is known to fail for ever. */
const MAX_FAILURES_ALONE = 3
/** What a cloud that does not have a call of the beta API answers. */
const NO_SUCH_CALL = [400, 404, 405, 501]
/** The longest wait for such a file, milliseconds: it holds up one of few downloads. */
const LONGEST_WAIT_ALONE = 10_000
/** Fresh URLs asked for without a byte in between: more refusals than this are meant. */
const MAX_RENEWALS = 2
/** Refusals of `/content` itself that are looked at here; others are Graph's usual ones. */
const LOOKED_AT = [301, 302, 303, 307, 308, 400, 403, 405, 406, 409, 410, 412, 415, 422, 451]

/**
 * The content of a file. Goes on by itself after a broken connection (by Range, with a fresh URL where the old one has
 * expired). Only bytes of a success are ever given out, and only of one state of the file. Whatever is wrong with one
 * file is one of HF_ITEM_GONE, HF_ITEM_LOCKED, HF_MALWARE, HF_DOWNLOAD_REFUSED, HF_DOWNLOAD_INCOMPLETE, HF_THROTTLED,
 * HF_GRAPH_UNAVAILABLE, HF_ACCESS_DENIED.
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
  /** To be told once a fresh URL works where the given one did not. */
  #onExpired: (() => void) | undefined
  #refusedGiven = false
  #at: number
  #failures = 0
  readonly #failsAlone: boolean
  readonly #infected: boolean
  #renewals = 0
  /** Entity tag and size of the first answer with content: a resumed one must be of the same state. */
  #etag: string | undefined
  #total: number | undefined

  constructor(transport: Transport, driveId: string, itemId: string, options: DownloadOptions) {
    this.#transport = transport
    this.#infected = options.infected ?? false
    const version = this.#infected ? 'beta' : 'v1.0'
    this.#path = `/${version}/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(itemId)}`
    if (options.version !== undefined) this.#path += `/versions/${encodeURIComponent(options.version)}`
    this.#signal = options.signal
    this.#url = options.url
    this.#onExpired = options.url === undefined ? undefined : options.onExpired
    this.#at = options.offset ?? 0
    this.#failsAlone = options.failsAlone ?? false
  }

  async *bytes(): AsyncGenerator<Buffer> {
    for (;;) {
      const answer = await this.#open()
      if (answer === 'complete') return
      if (!answer) continue
      this.#refuseOtherState(answer)
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
  async #open(): Promise<Answer | 'complete' | undefined> {
    this.#signal?.throwIfAborted()
    const answer = await this.#request()
    if (!answer) return undefined
    const status = answer.statusCode
    if ((status === 200 || status === 206) && (this.#infected || !isInfected(answer))) {
      if (this.#refusedGiven) this.#onExpired?.()
      // From here on no URL in use is the given one.
      this.#refusedGiven = false
      return answer
    }
    const text = await readLimited(answer)
    const body = parseErrorBody(text)
    if (isInfected(answer, body)) throw graphErrors.HF_MALWARE()
    if (status === 401 || status === 403) {
      // An expired URL and a refusal look alike: a fresh URL tells them apart.
      if (this.#url !== undefined && this.#renewals++ < MAX_RENEWALS) {
        this.#refusedGiven = this.#onExpired !== undefined
        this.#url = undefined
        return undefined
      }
      throw refused(status, body)
    }
    if (status === 416) {
      if (this.#isComplete(answer)) return 'complete'
      throw graphErrors.HF_DOWNLOAD_INCOMPLETE({ reason: 'the file became shorter meanwhile' })
    }
    if (isTransient(status)) {
      if (this.#failsAlone && status === 503 && !isThrottleCode(body)) await this.#busyAlone(answer)
      else await this.#busy(answer)
      return undefined
    }
    throw refusal(status, text)
  }

  /** Asks for the bytes, and before that for the URL where it is not known. */
  async #request(): Promise<Answer | undefined> {
    const kept = this.#url
    if (kept === undefined) {
      const answer = await this.#content()
      const { location } = answer.headers
      if (typeof location !== 'string') return answer
      await answer.body.dump()
      this.#url = location
    }
    try {
      return await this.#transport.plainOnce({
        url: this.#url as string,
        // Asking for the URL was charged as the download; with a URL from a listing this is the charge.
        kind: kept === undefined ? 'transfer' : 'download',
        failsAlone: this.#failsAlone,
        ...(this.#at > 0 && { headers: { range: `bytes=${this.#at}-` } }),
        ...(this.#signal && { signal: this.#signal }),
      })
    } catch (error) {
      if (!hasCode(error, 'HF_GRAPH_UNREACHABLE')) throw error
      await this.#failed(String(error.context.reason), error)
      return undefined
    }
  }

  /** Graph's answer to `/content`: as a rule the way to the bytes, at times the bytes themselves. */
  async #content(): Promise<Answer> {
    if (!this.#infected) return await this.#ask('content')
    const answer = await this.#ask('contentStream')
    // Not every cloud has it; `/content` knows the same header.
    if (!NO_SUCH_CALL.includes(answer.statusCode)) return answer
    await answer.body.dump()
    return await this.#ask('content')
  }

  async #ask(call: 'content' | 'contentStream'): Promise<Answer> {
    const range = this.#infected && this.#at > 0 ? { range: `bytes=${this.#at}-` } : {}
    return await this.#transport.call({
      url: `${this.#path}/${call}`,
      kind: 'download',
      failsAlone: this.#failsAlone,
      accept: [
        ...LOOKED_AT,
        ...(this.#failsAlone ? [503] : []),
        ...(call === 'contentStream' ? [...NO_SUCH_CALL, 416] : []),
      ],
      ...(this.#infected && { headers: { prefer: 'forceInfectedDownload', ...range } }),
      ...(this.#signal && { signal: this.#signal }),
    })
  }

  /** Bytes of two states of a file, one after the other, would make a file that never was. */
  #refuseOtherState({ statusCode, headers, body }: Answer): void {
    const { etag } = headers
    const size =
      statusCode === 206 ? /\/(\d+)/.exec(String(headers['content-range']))?.[1] : headers['content-length']
    const total = size === undefined ? this.#total : Number(size)
    if (typeof etag === 'string') this.#etag ??= etag
    this.#total ??= total
    if (this.#total === total && (etag === undefined || this.#etag === etag)) return
    // Nobody is left to hear of the end of what is thrown away.
    body.on('error', () => {}).destroy()
    throw graphErrors.HF_DOWNLOAD_INCOMPLETE({ reason: 'the file was changed meanwhile' })
  }

  /** A server may ignore a Range and send everything from the beginning, or begin earlier than asked. */
  #bytesToSkip({ statusCode, headers, body }: Answer): number {
    if (statusCode !== 206) return this.#at
    const start = Number(/bytes (\d+)-/.exec(String(headers['content-range'] ?? ''))?.[1] ?? this.#at)
    if (start <= this.#at) return this.#at - start
    body.on('error', () => {}).destroy()
    throw graphErrors.HF_DOWNLOAD_INCOMPLETE({ reason: `bytes from ${start} came, not from ${this.#at}` })
  }

  /** Asked for the rest of a file of which everything came before the connection broke. */
  #isComplete(answer: Answer): boolean {
    const total = /\*\/(\d+)/.exec(String(answer.headers['content-range'] ?? ''))?.[1]
    return total !== undefined && Number(total) === this.#at
  }

  async #busy(answer: Answer): Promise<void> {
    const wait = this.#transport.heed(answer, this.#failures + 1)
    if (++this.#failures >= MAX_FAILURES) {
      if (asksToWait(answer)) throw graphErrors.HF_THROTTLED({ attempts: this.#failures })
      const reason = 'again and again'
      throw graphErrors.HF_GRAPH_UNAVAILABLE({ status: answer.statusCode, reason })
    }
    await this.#transport.clock.sleep(wait, this.#signal)
  }

  async #busyAlone({ statusCode, headers }: Answer): Promise<void> {
    if (++this.#failures >= MAX_FAILURES_ALONE)
      throw graphErrors.HF_GRAPH_UNAVAILABLE({ status: statusCode, reason: 'again and again' })
    const { clock } = this.#transport
    const wait = retryAfter(headers['retry-after'], clock.now()) || this.#transport.backoff(this.#failures)
    await clock.sleep(Math.min(wait, LONGEST_WAIT_ALONE), this.#signal)
  }

  async #failed(reason: string, cause?: unknown): Promise<void> {
    this.#signal?.throwIfAborted()
    if (++this.#failures >= MAX_FAILURES) throw graphErrors.HF_DOWNLOAD_INCOMPLETE({ reason }, { cause })
    await this.#transport.clock.sleep(this.#transport.backoff(this.#failures), this.#signal)
  }
}

/** A refusal is about this file alone: it never looks like one that concerns the drive. */
function refusal(status: number, text: string): Error {
  const body = parseErrorBody(text)
  if (status === 400 && text === '') {
    const reason = 'status 400 without a reason: possibly malware'
    return graphErrors.HF_DOWNLOAD_REFUSED({ status, reason, suspected: 'malware' })
  }
  const error = classify(status, body)
  return hasCode(error, 'HF_ITEM_GONE', 'HF_ITEM_LOCKED', 'HF_GRAPH_UNAVAILABLE')
    ? error
    : refused(status, body)
}

function refused(status: number, body: ErrorBody): Error {
  return graphErrors.HF_DOWNLOAD_REFUSED({ status, reason: `status ${status}, ${reasonGiven(body)}` })
}
