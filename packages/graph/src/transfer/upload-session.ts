import { hasCode, QuickXorHash } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import { type Answer, readJson, readLimited } from '../http/answer.ts'
import { asksToWait, classify, isTransient } from '../http/classify.ts'
import { parseErrorBody } from '../http/error-body.ts'
import type { Transport } from '../http/transport.ts'
import type { DriveItem } from '../model/drive-item.ts'
import { fileSystemInfo } from './file-times.ts'
import { findCommitted } from './find-committed.ts'
import { RangeSource } from './range-source.ts'
import type { UploadContent } from './upload.ts'
import type { UploadAddress } from './upload-target.ts'

/** Pieces are multiples of 320 KiB (Graph documentation: driveitem-createuploadsession); 10 MiB is the advised upper end. */
const PIECE = 32 * 327_680
const MAX_FAILURES = 6
const MAX_SESSIONS = 3
/** Looks for a file that was accepted but is not there yet: with growing waits, some two minutes. */
const MAX_LOOKS = 8
/** The session or its URL is no more: it was lost, or it is a day old. */
const SESSION_GONE: readonly (number | undefined)[] = [401, 403, 404, 410]

interface SessionStatus {
  readonly nextExpectedRanges?: readonly string[]
}

export interface Uploaded {
  readonly item: DriveItem
  /** QuickXorHash of what was sent. */
  readonly hash: string | undefined
}

/** One file on its way through upload sessions: a second one when the first is lost. */
export class UploadSession {
  readonly #transport: Transport
  readonly #address: UploadAddress
  readonly #content: UploadContent
  readonly #source: RangeSource
  readonly #hash = new QuickXorHash()
  #hashed = 0
  #failures = 0
  /** End of what the service said it has, in this session; and in any. */
  #arrived = 0
  #reported = 0

  constructor(transport: Transport, address: UploadAddress, content: UploadContent) {
    this.#transport = transport
    this.#address = address
    this.#content = content
    this.#source = new RangeSource(content.open)
  }

  async run(): Promise<Uploaded> {
    for (let sessions = 1; ; sessions++) {
      const uploadUrl = await this.#create()
      try {
        const item = await this.#send(uploadUrl)
        if (item) return { item, hash: this.#digest() }
        await this.#cancel(uploadUrl)
      } catch (error) {
        await this.#cancel(uploadUrl)
        throw error
      } finally {
        await this.#source.close()
      }
      if (sessions >= MAX_SESSIONS)
        throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the upload session was lost again and again' })
    }
  }

  async #create(): Promise<string> {
    const { conflict, size, signal } = this.#content
    const times = fileSystemInfo(this.#content)
    const { uploadUrl } = await this.#transport.json<{ uploadUrl: string }>({
      method: 'POST',
      url: `${this.#address.action}/createUploadSession`,
      kind: 'write',
      body: JSON.stringify({
        item: {
          '@microsoft.graph.conflictBehavior': conflict,
          fileSize: size,
          ...(times && { fileSystemInfo: times }),
        },
      }),
      headers: { 'content-type': 'application/json' },
      // A session that nobody uses expires without a trace.
      repeatable: true,
      ...(signal && { signal }),
    })
    return uploadUrl
  }

  /** Sends piece after piece; undefined when the session is lost and another one is worth a try. */
  async #send(uploadUrl: string): Promise<DriveItem | undefined> {
    const { size, signal } = this.#content
    this.#arrived = 0
    for (let at = 0; ; ) {
      signal?.throwIfAborted()
      // "Accepted" for the last piece is not "done".
      if (at >= size) return await this.#awaitCommit()
      const bytes = await this.#read(at, Math.min(PIECE, size - at))
      const answer = await this.#put(uploadUrl, at, bytes)
      const status = answer?.statusCode
      if (answer && (status === 200 || status === 201)) {
        this.#advance(size)
        return await readJson<DriveItem>(answer).catch(() => this.#committed())
      }
      if (answer && status === 202) {
        at = nextOffset(await readJson<SessionStatus>(answer).catch(() => ({})), at + bytes.length)
        if (!this.#advance(at) && ++this.#failures >= MAX_FAILURES)
          throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the service wants the same bytes again and again' })
        continue
      }
      if (answer && SESSION_GONE.includes(status)) {
        await answer.body.dump()
        return await this.#committed()
      }
      if (answer) await this.#refusedOrWait(answer)
      const resumed = await this.#status(uploadUrl, at)
      if (resumed === undefined) return await this.#committed()
      at = resumed
    }
  }

  /** Whether the service has more than ever before: only that is progress, since it may lose what it had. */
  #advance(to: number): boolean {
    if (to > this.#reported) {
      this.#content.onProgress?.(to - this.#reported)
      this.#reported = to
    }
    if (to <= this.#arrived) return false
    this.#arrived = to
    this.#failures = 0
    return true
  }

  async #read(at: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#source.read(at, length)
    if (bytes.length < length)
      throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the content is shorter than announced' })
    // What is read twice is hashed once.
    if (at <= this.#hashed && at + length > this.#hashed) {
      this.#hash.update(bytes.subarray(this.#hashed - at))
      this.#hashed = at + length
    }
    return bytes
  }

  #digest(): string | undefined {
    return this.#hashed === this.#content.size ? this.#hash.digest() : undefined
  }

  /** One piece on its way; undefined when the connection broke and nobody knows how much arrived. */
  async #put(uploadUrl: string, at: number, bytes: Uint8Array): Promise<Answer | undefined> {
    const { size, signal } = this.#content
    try {
      return await this.#transport.plainOnce({
        method: 'PUT',
        url: uploadUrl,
        kind: 'transfer',
        body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        headers: {
          'content-range': `bytes ${at}-${at + bytes.length - 1}/${size}`,
          'content-length': String(bytes.length),
        },
        ...(signal && { signal }),
      })
    } catch (error) {
      if (!hasCode(error, 'HF_GRAPH_UNREACHABLE') || ++this.#failures >= MAX_FAILURES) throw error
      await this.#transport.clock.sleep(this.#transport.backoff(this.#failures), signal)
      return undefined
    }
  }

  /** Raises for good reasons; waits for passing ones. 416 means that the server has other bytes than we think. */
  async #refusedOrWait(answer: Answer): Promise<void> {
    const status = answer.statusCode
    const body = parseErrorBody(await readLimited(answer))
    if (status !== 416 && !isTransient(status) && !asksToWait(answer, body)) throw classify(status, body)
    const wait = status === 416 ? 0 : this.#transport.heed(answer, this.#failures + 1, body)
    if (++this.#failures >= MAX_FAILURES) {
      throw asksToWait(answer, body)
        ? graphErrors.HF_THROTTLED({ attempts: this.#failures })
        : graphErrors.HF_UPLOAD_FAILED({ reason: `status ${status}` })
    }
    await this.#transport.clock.sleep(wait, this.#content.signal)
  }

  /** Where the server wants to go on; the size when it has everything, undefined when the session is gone. */
  async #status(uploadUrl: string, at: number): Promise<number | undefined> {
    const { signal, size } = this.#content
    const answer = await this.#transport.plain({
      url: uploadUrl,
      kind: 'transfer',
      accept: [401, 403, 404, 410],
      ...(signal && { signal }),
    })
    if (answer.statusCode !== 200) {
      await answer.body.dump()
      return undefined
    }
    const status = await readJson<SessionStatus>(answer).catch(() => ({}) as SessionStatus)
    return status.nextExpectedRanges?.length === 0 ? size : nextOffset(status, at)
  }

  async #awaitCommit(): Promise<DriveItem> {
    for (let look = 1; look <= MAX_LOOKS; look++) {
      const item = await this.#committed()
      if (item) return item
      await this.#transport.clock.sleep(this.#transport.backoff(look), this.#content.signal)
    }
    throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the last piece was accepted, but the file did not appear' })
  }

  /** The session is gone: either it was lost, or the last answer was, and the file is there. */
  async #committed(): Promise<DriveItem | undefined> {
    const hash = this.#digest()
    // Not everything was sent: there can be no file.
    if (hash === undefined) return undefined
    return await findCommitted(this.#transport, this.#address, this.#content, hash)
  }

  /** A session that is not finished would be kept for a day; its loss is no matter. */
  async #cancel(uploadUrl: string): Promise<void> {
    try {
      const answer = await this.#transport.plainOnce({ method: 'DELETE', url: uploadUrl, kind: 'transfer' })
      await answer.body.dump()
    } catch {}
  }
}

function nextOffset({ nextExpectedRanges = [] }: SessionStatus, fallback: number): number {
  const starts = nextExpectedRanges.map((range) => Number.parseInt(range, 10)).filter((start) => start >= 0)
  return starts.length > 0 ? Math.min(...starts) : fallback
}
