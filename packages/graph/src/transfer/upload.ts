import { hasCode, QuickXorHash } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import { asksToWait, classify, isTransient } from '../http/classify.ts'
import { parseErrorBody } from '../http/error-body.ts'
import { type Answer, readLimited, type Transport } from '../http/transport.ts'
import type { DriveItem } from '../model/drive-item.ts'
import { RangeSource } from './range-source.ts'

/** Where a file goes: a name in a folder, or the place of an existing item. */
export type UploadTarget = { readonly parentId: string; readonly name: string } | { readonly itemId: string }

export interface UploadContent {
  /** Bytes. */
  readonly size: number
  /** The content from an offset on; called again when something must be sent twice. */
  readonly open: (offset: number) => AsyncIterable<Uint8Array>
  readonly createdDateTime?: string
  readonly lastModifiedDateTime?: string
  /** When the name is taken: fail (HF_NAME_CONFLICT), a new version of that file, or another name. */
  readonly conflict: 'fail' | 'replace' | 'rename'
  readonly signal?: AbortSignal
  /** Told the number of bytes of each piece that arrived. */
  readonly onProgress?: (bytes: number) => void
}

/** Pieces are multiples of 320 KiB (Graph documentation: driveitem-createuploadsession); 10 MiB is the advised upper end. */
const PIECE = 32 * 327_680
const MAX_FAILURES = 6
const MAX_SESSIONS = 3

interface Session {
  readonly uploadUrl: string
}

interface SessionStatus {
  readonly nextExpectedRanges?: readonly string[]
}

/**
 * Sends a file and gives the item as it then is. Times go with the session, which makes no extra version. Raises
 * HF_NAME_CONFLICT, HF_NAME_INVALID, HF_QUOTA_EXCEEDED, HF_ITEM_LOCKED, HF_CHANGED_MEANWHILE, HF_UPLOAD_FAILED.
 */
export async function upload(
  transport: Transport,
  driveId: string,
  target: UploadTarget,
  content: UploadContent,
): Promise<DriveItem> {
  const address = addressOf(driveId, target)
  const item =
    content.size === 0
      ? await putEmpty(transport, address, content)
      : await new Upload(transport, address, content).run()
  if (item.size !== undefined && item.size !== content.size && !mayBeRewritten(item)) {
    throw graphErrors.HF_UPLOAD_FAILED({
      reason: `${content.size} bytes were sent, the drive has ${item.size}`,
    })
  }
  return item
}

function addressOf(driveId: string, target: UploadTarget): string {
  const drive = `/v1.0/drives/${encodeURIComponent(driveId)}/items/`
  if ('itemId' in target) return `${drive}${encodeURIComponent(target.itemId)}`
  return `${drive}${encodeURIComponent(target.parentId)}:/${encodeURIComponent(target.name)}:`
}

/** SharePoint writes properties into Office, PDF and HTML files: another size is then no fault. */
function mayBeRewritten(item: DriveItem): boolean {
  return /\.(docx?|docm|dotx|xlsx?|xlsm|xlsb|pptx?|pptm|potx|vsdx|pdf|html?|aspx?|msg|mht)$/i.test(
    item.name ?? '',
  )
}

/** An upload session cannot carry nothing: an empty file is put, and its times follow. */
async function putEmpty(transport: Transport, address: string, content: UploadContent): Promise<DriveItem> {
  const { conflict, signal } = content
  const made = await transport.json<DriveItem>({
    method: 'PUT',
    url: `${address}/content?@microsoft.graph.conflictBehavior=${conflict}`,
    kind: 'write',
    body: '',
    headers: { 'content-type': 'application/octet-stream' },
    repeatable: conflict === 'replace',
    ...(signal && { signal }),
  })
  const times = fileSystemInfo(content)
  if (!times) return made
  const drive = address.slice(0, address.indexOf('/items/'))
  return await transport.json<DriveItem>({
    method: 'PATCH',
    url: `${drive}/items/${encodeURIComponent(made.id)}`,
    kind: 'write',
    body: JSON.stringify({ fileSystemInfo: times }),
    headers: { 'content-type': 'application/json' },
    repeatable: true,
    ...(signal && { signal }),
  })
}

function fileSystemInfo({ createdDateTime, lastModifiedDateTime }: UploadContent): object | undefined {
  if (createdDateTime === undefined && lastModifiedDateTime === undefined) return undefined
  return {
    ...(createdDateTime && { createdDateTime }),
    ...(lastModifiedDateTime && { lastModifiedDateTime }),
  }
}

class Upload {
  readonly #transport: Transport
  readonly #address: string
  readonly #content: UploadContent
  readonly #source: RangeSource
  #failures = 0

  constructor(transport: Transport, address: string, content: UploadContent) {
    this.#transport = transport
    this.#address = address
    this.#content = content
    this.#source = new RangeSource(content.open)
  }

  async run(): Promise<DriveItem> {
    for (let sessions = 1; ; sessions++) {
      const { uploadUrl } = await this.#createSession()
      try {
        const item = await this.#send(uploadUrl)
        if (item) return item
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

  async #createSession(): Promise<Session> {
    const { conflict, size, signal } = this.#content
    const times = fileSystemInfo(this.#content)
    return await this.#transport.json<Session>({
      method: 'POST',
      url: `${this.#address}/createUploadSession`,
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
  }

  /** Sends piece after piece; undefined when the session is lost and another one is worth a try. */
  async #send(uploadUrl: string): Promise<DriveItem | undefined> {
    const { size, onProgress, signal } = this.#content
    for (let at = 0; ; ) {
      signal?.throwIfAborted()
      const bytes = await this.#source.read(at, Math.min(PIECE, size - at))
      if (bytes.length < Math.min(PIECE, size - at))
        throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the content is shorter than announced' })
      const answer = await this.#put(uploadUrl, at, bytes)
      const status = answer?.statusCode
      if (answer && (status === 200 || status === 201)) {
        onProgress?.(bytes.length)
        return (await answer.body.json()) as DriveItem
      }
      if (status === 404) {
        await answer?.body.dump()
        return await this.#committed()
      }
      if (answer && status === 202) {
        onProgress?.(bytes.length)
        this.#failures = 0
        at = nextOffset((await answer.body.json()) as SessionStatus, at + bytes.length)
        // "Accepted" for the last piece is not "done": ask until the item is there.
        if (at >= size) return (await this.#committed()) ?? this.#lastPieceLost()
        continue
      }
      if (answer) await this.#refusedOrWait(answer)
      const resumed = await this.#status(uploadUrl, at)
      if (resumed === undefined) return await this.#committed()
      at = resumed
    }
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
    if (status !== 416 && !isTransient(status)) throw classify(status, body)
    const wait = status === 416 ? 0 : this.#transport.heed(answer, this.#failures + 1)
    if (++this.#failures >= MAX_FAILURES) {
      throw asksToWait(status)
        ? graphErrors.HF_THROTTLED({ attempts: this.#failures })
        : graphErrors.HF_UPLOAD_FAILED({ reason: `status ${status}` })
    }
    await this.#transport.clock.sleep(wait, this.#content.signal)
  }

  /** Where the server wants to go on; undefined when the session is gone. */
  async #status(uploadUrl: string, at: number): Promise<number | undefined> {
    const { signal } = this.#content
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
    return nextOffset((await answer.body.json()) as SessionStatus, at)
  }

  /**
   * The session is gone: either it was lost, or the last answer was, and the file is there. Only a file of this very
   * content counts; with "rename" its name is not known, so a new session is the only way.
   */
  async #committed(): Promise<DriveItem | undefined> {
    const { size, conflict, signal } = this.#content
    if (conflict === 'rename') return undefined
    try {
      const item = await this.#transport.json<DriveItem>({
        url: this.#address.replace(/:$/, ''),
        kind: 'item',
        ...(signal && { signal }),
      })
      if (item.size !== size) return undefined
      const listed = item.file?.hashes?.quickXorHash
      return listed !== undefined && listed === (await this.#hash()) ? item : undefined
    } catch (error) {
      if (hasCode(error, 'HF_ITEM_GONE')) return undefined
      throw error
    }
  }

  async #hash(): Promise<string> {
    const hash = new QuickXorHash()
    for await (const part of this.#content.open(0)) hash.update(part)
    return hash.digest()
  }

  #lastPieceLost(): never {
    throw graphErrors.HF_UPLOAD_FAILED({ reason: 'the last piece was accepted, but the file did not appear' })
  }

  /** A session that is not finished would be kept for a day; its loss is no matter. */
  async #cancel(uploadUrl: string): Promise<void> {
    try {
      const answer = await this.#transport.plainOnce({ method: 'DELETE', url: uploadUrl, kind: 'transfer' })
      await answer.body.dump()
    } catch {}
  }
}

function nextOffset(status: SessionStatus, fallback: number): number {
  const start = Number.parseInt(status.nextExpectedRanges?.[0] ?? '', 10)
  return Number.isNaN(start) ? fallback : start
}
